import { HATCH_WIDTH, TILE } from '../ui/layer-look.ts';

/** Sharp on every screen and on paper. */
const SCALE = 4;

/** A layer's colour with its hatching, as a canvas fills with it. */
export function hatched(
  ctx: CanvasRenderingContext2D,
  { colour, hatch, lines }: { colour: string; hatch: string; lines: string },
  pixelRatio: number,
): string | CanvasPattern {
  if (!hatch) return colour;
  const tile = document.createElement('canvas');
  tile.width = tile.height = TILE * SCALE;
  const brush = tile.getContext('2d')!;
  brush.scale(SCALE, SCALE);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, TILE, TILE);
  brush.strokeStyle = lines;
  brush.lineWidth = HATCH_WIDTH;
  brush.stroke(new Path2D(hatch));
  const pattern = ctx.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(pixelRatio / SCALE));
  return pattern ?? colour;
}
