import type uPlot from 'uplot';
import { isDrawn, isWhole, progressOf } from '../data/unfinished.ts';
import { tick } from '../format/date.ts';
import { human } from '../format/number.ts';
import type { Run, RunPoint } from '../numbers/run.ts';
import type { ChartColours } from './chart-colours.ts';

/**
 * Buckets by position, so that both ranges share an axis and days of 23 hours are as wide as others. One that is
 * under way, or cut by its range, is a point of its own, which no line leads to: it would look like a fall. So is
 * what the first of these is compared with.
 */
export function chartData({ points, before, part, stock, meta }: Run): uPlot.AlignedData {
  const lined = (point: RunPoint) =>
    stock ? progressOf(point, meta.computedAt) === 'over' : isDrawn(point, meta);
  const past = points.map((_, i) => before[i]);
  const cut = (point: RunPoint | undefined) => point !== undefined && !stock && !isWhole(point, meta);
  const open = points.findIndex((point) => progressOf(point, meta.computedAt) === 'open');
  return [
    points.map((_, i) => i),
    past.map((point) => (cut(point) ? null : (point?.value ?? null))),
    points.map((point) => (lined(point) ? point.value : null)),
    points.map((point) => (lined(point) ? null : point.value)),
    past.map((point, i) => (i === open && part ? part.value : cut(point) ? (point?.value ?? null) : null)),
  ];
}

const TICK_WIDTH = 84;

export function chartOptions(
  { points, unit, meta, stock }: Run,
  colours: ChartColours,
  /** Positions of buckets with a note. */
  flagged: readonly number[],
  onIndex: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const label = (i: number) => {
    const point = points[i];
    return point ? tick(point.start, meta.interval, meta.timezone) : '';
  };
  const axis = { font: colours.font, stroke: colours.text };
  const few = points.length <= 2;
  return {
    legend: { show: false },
    padding: [12, 26, 0, 4],
    cursor: {
      y: false,
      // Nothing is dragged, so no click is taken for the end of a drag: a layout that moves between two taps looked like one.
      drag: { x: false, y: false, click: () => {} },
      points: {
        size: 9,
        width: 2,
        stroke: colours.surface,
        fill: (_, series) => (series === 1 || series === 4 ? colours.previous : colours.line),
      },
    },
    scales: {
      x: { time: false },
      y: { range: (_, low, high) => (stock ? around(low, high) : [Math.min(0, low), headroom(high)]) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { stroke: colours.grid, size: 5 },
        size: 30,
        gap: 4,
        splits: (plot) => ticksFor(points.length, plot.width),
        values: (_, splits) => splits.map(label),
      },
      {
        ...axis,
        grid: { stroke: colours.grid, width: 1 },
        ticks: { show: false },
        gap: 6,
        size: (_, values) => Math.max(34, ...(values ?? []).map((v) => v.length * 6.4 + 12)),
        space: 48,
        incrs: unit.kind === 'count' ? WHOLE_STEPS : undefined,
        values: (_, splits) => splits.map((v) => human(v, unit)),
      },
    ],
    series: [
      {},
      { stroke: colours.previous, width: 1.5, dash: [2, 4], points: { show: few } },
      {
        stroke: colours.line,
        width: 2,
        points: { show: few, fill: colours.line },
        fill: (plot) => {
          const gradient = plot.ctx.createLinearGradient(
            0,
            plot.bbox.top,
            0,
            plot.bbox.top + plot.bbox.height,
          );
          gradient.addColorStop(0, colours.fill);
          gradient.addColorStop(1, colours.fade);
          return gradient;
        },
      },
      {
        stroke: colours.line,
        points: { show: true, size: 8, width: 2, stroke: colours.line, fill: colours.surface },
      },
      {
        stroke: colours.previous,
        points: { show: true, size: 6, width: 1.5, stroke: colours.previous, fill: colours.surface },
      },
    ],
    hooks: {
      setCursor: [(plot) => onIndex(plot.cursor.idx ?? null)],
      draw: [(plot) => drawFlags(plot, flagged, colours)],
    },
  };
}

/** A stock never comes near zero: what moved is what shows. */
function around(low: number, high: number): [number, number] {
  const room = Math.max(1, (high - low) * 0.15);
  return [Math.max(0, Math.floor(low - room)), Math.ceil(high + room)];
}

/** A small flag on a pole over each bucket that has a note. */
function drawFlags(plot: uPlot, flagged: readonly number[], { line, grid }: ChartColours): void {
  const { ctx, bbox } = plot;
  const unit = ctx.canvas.width / plot.width;
  for (const i of flagged) {
    const x = Math.round(plot.valToPos(i, 'x', true));
    ctx.fillStyle = grid;
    ctx.fillRect(x, bbox.top, unit, bbox.height);
    ctx.fillStyle = line;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x + 8 * unit, bbox.top + 4 * unit);
    ctx.lineTo(x, bbox.top + 8 * unit);
    ctx.fill();
  }
}

/** People and things come in whole numbers: no axis of halves. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((n) => Array.from({ length: 12 }, (_, e) => n * 10 ** e))
  .sort((a, b) => a - b);

const headroom = (high: number) => (high > 0 ? high * 1.06 : 1);

/** Evenly spaced buckets, counted back from the last so that today has its label. */
function ticksFor(buckets: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(buckets / Math.max(2, Math.floor(width / TICK_WIDTH))));
  const ticks: number[] = [];
  for (let i = buckets - 1; i >= 0; i -= step) ticks.unshift(i);
  return ticks;
}
