import { HATCH_WIDTH, type LayerLook, TILE } from './layer-look.ts';
import type { LineLook } from './line-look.ts';

/** A piece of a line, as a legend begins with. */
export const LineSwatch = ({ look: { colour, width, dash } }: { look: LineLook }) => (
  <svg width="16" height="4" className="shrink-0" aria-hidden="true">
    <path d="M0,2H16" style={{ stroke: colour }} strokeWidth={width} strokeDasharray={dash.join(' ')} />
  </svg>
);

const SIZE = TILE + 4;

/** A piece of a layer. */
export const LayerSwatch = ({ look: { colour, hatch } }: { look: LayerLook }) => (
  <svg
    width={SIZE}
    height={SIZE}
    viewBox={`0 0 ${TILE} ${TILE}`}
    className="layer shrink-0"
    aria-hidden="true"
  >
    <rect width={TILE} height={TILE} style={{ fill: colour }} />
    <path d={hatch} fill="none" style={{ stroke: 'var(--hatch)' }} strokeWidth={HATCH_WIDTH} />
  </svg>
);
