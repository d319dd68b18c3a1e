import { useId } from 'react';
import * as texts from '#texts/explore-lifecycle.ts';
import type { LifecycleState } from '../../../../contract/families/explore/lifecycle-states.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { tick } from '../../../format/date.ts';
import { HATCH_WIDTH, layerLook, TILE } from '../../../ui/layer-look.ts';
import { LayerSwatch } from '../../../ui/swatch.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { told } from '../told-count.ts';
import { type Period, type PeriodsProps, periodName } from './table.tsx';

/** From the top down, with the layer that each looks like; the last is below the line. */
const LAYERS = [
  ['new', 1],
  ['resurrected', 3],
  ['returning', 0],
  ['dormant', 4],
] as const satisfies readonly (readonly [LifecycleState, number])[];
const ABOVE = LAYERS.slice(0, 3);
const BELOW = LAYERS.slice(3);
const [HEIGHT, NARROWEST] = ['16rem', '0.375rem'];
/** Dates under the bars, at most: as many as have room. */
const [TICKS, FEW_TICKS] = [12, 4];

/** A bar a period: who is active above the line, who stayed away below it. What each opens stands in the table, too. */
export function LifecycleBars({ periods, interval, zone, onOpen }: PeriodsProps) {
  const { operator } = usePanel();
  const id = useId();
  const up = Math.max(1, ...periods.map(({ active }) => active ?? 0));
  const down = Math.max(0, ...periods.map(({ dormant }) => dormant ?? 0));
  const every = Math.ceil(periods.length / (useNarrow() ? FEW_TICKS : TICKS));
  const opens = operator.role === 'admin' ? onOpen : undefined;
  const part = (period: Period, layers: typeof ABOVE | typeof BELOW, most: number) => (
    <div className="flex flex-col" style={{ flex: `${most} 0 0` }}>
      {layers === ABOVE && <span style={{ flex: `${most - (period.active ?? 0)} 0 0` }} />}
      {layers.map(([state, layer]) => (
        <Segment
          key={state}
          count={period[state] ?? 0}
          pattern={`${id}${layer}`}
          colour={layerLook(layer).colour}
          title={`${periodName(period, interval, zone)} · ${texts.states[state]}: ${told(period[state])}`}
          onOpen={opens && (() => opens({ day: period.day, state }))}
        />
      ))}
      {layers === BELOW && <span style={{ flex: `${most - (period.dormant ?? 0)} 0 0` }} />}
    </div>
  );
  return (
    <div className="panel p-4">
      <ul className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2">
        {LAYERS.map(([state, layer]) => (
          <li key={state} className="flex items-center gap-1.5" title={texts.meanings[state]}>
            <LayerSwatch look={layerLook(layer)} />
            {texts.states[state]}
          </li>
        ))}
      </ul>
      <div className="overflow-x-auto" aria-hidden="true">
        <Patterns id={id} />
        <ol className="flex gap-0.5" style={{ height: HEIGHT }}>
          {periods.map((period, i) => (
            <li
              key={period.day}
              style={{ minWidth: NARROWEST }}
              className={`flex flex-1 flex-col rounded-sm ${period.unfinished ? 'border border-dashed border-line-strong' : ''}`}
            >
              {part(period, ABOVE, up)}
              <span className="border-t border-ink-3" />
              {part(period, BELOW, down)}
              <span className="h-5 pt-1 text-xs whitespace-nowrap text-ink-3">
                {i % every === 0 && i + every / 2 <= periods.length && (
                  <span className="block" style={{ width: 0 }}>
                    {tick(period.start, interval, zone)}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      </div>
      {periods.some(({ unfinished }) => unfinished) && (
        <p className="mt-2 text-xs text-ink-3">{texts.unfinished}</p>
      )}
    </div>
  );
}

interface SegmentProps {
  readonly count: number;
  readonly colour: string;
  readonly pattern: string;
  readonly title: string;
  readonly onOpen: (() => void) | undefined;
}

function Segment({ count, colour, pattern, title, onOpen }: SegmentProps) {
  if (count === 0) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table tells the same, and opens it by keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: likewise
    <span
      title={title}
      onClick={onOpen}
      className={`layer block min-h-px ${onOpen ? 'cursor-pointer' : ''}`}
      style={{ flex: `${count} 0 0` }}
    >
      <svg width="100%" height="100%" className="block" role="presentation">
        <rect width="100%" height="100%" style={{ fill: colour }} />
        <rect width="100%" height="100%" fill={`url(#${pattern})`} />
      </svg>
    </span>
  );
}

const Patterns = ({ id }: { id: string }) => (
  <svg width="0" height="0" className="absolute" role="presentation">
    <defs>
      {LAYERS.map(([, layer]) => (
        <pattern key={layer} id={`${id}${layer}`} width={TILE} height={TILE} patternUnits="userSpaceOnUse">
          <path
            d={layerLook(layer).hatch}
            fill="none"
            style={{ stroke: 'var(--hatch)' }}
            strokeWidth={HATCH_WIDTH}
          />
        </pattern>
      ))}
    </defs>
  </svg>
);
