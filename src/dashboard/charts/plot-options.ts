import type uPlot from 'uplot';
import type { Interval } from '../../contract/common.ts';
import { tick } from '../format/date.ts';
import { human, neighbours, type Unit } from '../format/number.ts';
import { type DirectLabel, drawLabels, roomFor } from './direct-labels.ts';

/** What every chart has in common, as CSS takes it. */
export const FRAME = {
  grid: 'var(--line)',
  text: 'var(--ink-3)',
  ink: 'var(--ink)',
  surface: 'var(--surface)',
} as const;

type FrameColours = Readonly<Record<keyof typeof FRAME, string>>;
export type PlotOptions = Omit<uPlot.Options, 'width' | 'height'>;

interface PlotSpec {
  /** Beginnings of the buckets that stand side by side. */
  readonly starts: readonly string[];
  readonly interval: Interval;
  readonly timezone: string;
  readonly unit?: Unit;
  readonly colours: FrameColours;
  /** Family of the letters. */
  readonly family: string;
  readonly series: readonly uPlot.Series[];
  readonly scales: uPlot.Scales;
  readonly labels: readonly DirectLabel[];
  readonly cursorPoints: uPlot.Cursor.Points;
  /** Over the series. */
  readonly draw: (plot: uPlot) => void;
}

const TICK_WIDTH = 84;
const FONT_PX = 11;
/** At the right of the last bucket's middle, for its label on the axis. */
const MARGIN = 26;

/**
 * The one way to a chart over time: its axes, its grid, its needle, and its series told apart by more than hue, each
 * named where it ends.
 */
export function plotOptions(spec: PlotSpec): PlotOptions {
  const { starts, interval, timezone, unit, colours, labels } = spec;
  const font = `${FONT_PX}px ${spec.family}`;
  const axis = { font, stroke: colours.text };
  return {
    legend: { show: false },
    padding: [12, (plot) => roomFor(labels, plot.width, measureIn(plot, font), MARGIN), 0, 4],
    cursor: {
      y: false,
      // Nothing is dragged, so no click is taken for the end of a drag: a layout that moves between two taps looked like one.
      drag: { x: false, y: false, click: () => {} },
      points: spec.cursorPoints,
    },
    scales: spec.scales,
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { stroke: colours.grid, size: 5 },
        size: 30,
        gap: 4,
        splits: (plot) => ticksFor(starts.length, plot.width),
        values: (_, splits) => splits.map((i) => tickAt(starts[i], interval, timezone)),
      },
      {
        ...axis,
        grid: { stroke: colours.grid, width: 1 },
        ticks: { show: false },
        gap: 6,
        size: (_, values) => Math.max(34, ...(values ?? []).map((v) => v.length * 6.4 + 12)),
        space: 48,
        incrs: !unit || unit.kind === 'count' ? WHOLE_STEPS : undefined,
        values: (_, splits) => splits.map((v, i) => human(v, unit, neighbours(splits, i))),
      },
    ],
    series: [{}, ...spec.series],
    hooks: { draw: [spec.draw, (plot) => drawLabels(plot, labels, font)] },
  };
}

export const headroom = (high: number): number => (high > 0 ? high * 1.06 : 1);

const tickAt = (start: string | undefined, interval: Interval, zone: string) =>
  start === undefined ? '' : tick(start, interval, zone);

const measureIn = (plot: uPlot, font: string) => (text: string) => {
  plot.ctx.save();
  plot.ctx.font = font;
  const { width } = plot.ctx.measureText(text);
  plot.ctx.restore();
  return width;
};

/** People and things come in whole numbers: no axis of halves. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((n) => Array.from({ length: 12 }, (_, e) => n * 10 ** e))
  .sort((a, b) => a - b);

/** Evenly spaced buckets, counted back from the last so that today has its label. */
function ticksFor(buckets: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(buckets / Math.max(2, Math.floor(width / TICK_WIDTH))));
  const ticks: number[] = [];
  for (let i = buckets - 1; i >= 0; i -= step) ticks.unshift(i);
  return ticks;
}
