import type uPlot from 'uplot';

/** A series' name at its end, so that nobody has to go back to a legend. */
export interface DirectLabel {
  readonly text: string;
  readonly colour: string;
  /** Height at which its series ends, as a value. */
  readonly value: number;
}

/** From this width on a chart has room for them beside it. */
const WIDE = 640;
const MOST = 104;
const GAP = 8;
const ROW = 13;

/** The room that labels take at the right of a chart; `least` where they aren't drawn. */
export const roomFor = (
  labels: readonly DirectLabel[],
  width: number,
  measure: (text: string) => number,
  least: number,
): number =>
  width < WIDE || labels.length < 2
    ? least
    : Math.max(
        least,
        GAP + Math.ceil(Math.min(MOST, ...[Math.max(...labels.map(({ text }) => measure(text)))])),
      );

/** Heights of labels that would lie on each other, moved apart: each as near to its own as there is room, in their order. */
export function movedApart(wanted: readonly number[], row: number, floor: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  let above = Number.NEGATIVE_INFINITY;
  const down = order.map(({ y }) => {
    above = Math.max(y, above + row);
    return above;
  });
  let below = floor + row;
  for (let k = down.length - 1; k >= 0; k--) {
    below = Math.min(down[k]!, below - row);
    down[k] = below;
  }
  const placed: number[] = [];
  order.forEach(({ i }, k) => {
    placed[i] = down[k]!;
  });
  return placed;
}

export function drawLabels(plot: uPlot, labels: readonly DirectLabel[], font: string): void {
  if (plot.width < WIDE || labels.length < 2) return;
  const { ctx, bbox } = plot;
  const unit = ctx.canvas.width / plot.width;
  const ys = movedApart(
    labels.map(({ value }) => plot.valToPos(value, 'y', true)),
    ROW * unit,
    bbox.top + bbox.height,
  );
  ctx.save();
  ctx.scale(unit, unit);
  ctx.font = font;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  labels.forEach(({ text, colour }, i) => {
    ctx.fillStyle = colour;
    ctx.fillText(
      shortened(text, (some) => ctx.measureText(some).width),
      (bbox.left + bbox.width) / unit + GAP,
      ys[i]! / unit,
    );
  });
  ctx.restore();
}

function shortened(text: string, measure: (text: string) => number): string {
  if (measure(text) <= MOST) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end)}…`) > MOST) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
