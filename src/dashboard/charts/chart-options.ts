import type uPlot from 'uplot';
import * as texts from '#texts/print.ts';
import { isDrawn, isWhole, progressOf } from '../data/unfinished.ts';
import type { Run, RunPoint } from '../numbers/run.ts';
import { BEFORE, CURRENT, type LineLook } from '../ui/line-look.ts';
import type { DirectLabel } from './direct-labels.ts';
import { FRAME, headroom, type PlotOptions, plotOptions } from './plot-options.ts';
import { resolveColours } from './resolve-colours.ts';

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

const COLOURS = {
  ...FRAME,
  line: CURRENT.colour,
  fill: `color-mix(in srgb, ${CURRENT.colour} 22%, transparent)`,
  fade: `color-mix(in srgb, ${CURRENT.colour} 1%, transparent)`,
  before: BEFORE.colour,
};
type Colours = Readonly<Record<keyof typeof COLOURS, string>>;

/** A run and what it is compared with: a line over its area, and a dashed one. */
export function chartOptions(
  run: Run,
  box: HTMLElement,
  /** Positions of buckets with a note. */
  flagged: readonly number[],
): PlotOptions {
  const { points, unit, meta, stock } = run;
  const colours = resolveColours(box, COLOURS);
  const few = points.length <= 2;
  const line = ({ width, dash }: LineLook, stroke: string): uPlot.Series => ({
    stroke,
    width,
    dash: [...dash],
    points: { show: few, fill: stroke },
  });
  return plotOptions({
    starts: points.map(({ start }) => start),
    interval: meta.interval,
    timezone: meta.timezone,
    unit,
    colours,
    family: getComputedStyle(box).fontFamily,
    labels: labelsOf(run, colours),
    scales: {
      x: { time: false },
      y: { range: (_, low, high) => (stock ? around(low, high) : [Math.min(0, low), headroom(high)]) },
    },
    cursorPoints: {
      size: 9,
      width: 2,
      stroke: colours.surface,
      fill: (_, series) => (series === 1 || series === 4 ? colours.before : colours.line),
    },
    series: [
      line(BEFORE, colours.before),
      { ...line(CURRENT, colours.line), fill: (plot) => area(plot, colours) },
      {
        stroke: colours.line,
        points: { show: true, size: 8, width: 2, stroke: colours.line, fill: colours.surface },
      },
      {
        stroke: colours.before,
        points: { show: true, size: 6, width: 1.5, stroke: colours.before, fill: colours.surface },
      },
    ],
    draw: (plot) => drawFlags(plot, flagged, colours),
  });
}

/** Each line is named where it ends. */
function labelsOf({ label, points, before }: Run, { line, text }: Colours): DirectLabel[] {
  const ends = (some: readonly { value: number | null }[]) =>
    some.findLast(({ value }) => value !== null)?.value ?? null;
  const [now, then] = [ends(points), ends(before.slice(0, points.length))];
  if (now === null || then === null) return [];
  return [
    { text: label, colour: line, value: now },
    { text: texts.before, colour: text, value: then },
  ];
}

function area(plot: uPlot, { fill, fade }: Colours): CanvasGradient {
  const { top, height } = plot.bbox;
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, fill);
  gradient.addColorStop(1, fade);
  return gradient;
}

/** A stock never comes near zero: what moved is what shows. */
function around(low: number, high: number): [number, number] {
  const room = Math.max(1, (high - low) * 0.15);
  return [Math.max(0, Math.floor(low - room)), Math.ceil(high + room)];
}

/** A small flag on a pole over each bucket that has a note. */
function drawFlags(plot: uPlot, flagged: readonly number[], { line, grid }: Colours): void {
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
