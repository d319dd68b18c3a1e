import uPlot from 'uplot';
import type { Interval } from '../../contract/common.ts';
import { isDrawn } from '../data/unfinished.ts';
import { tick } from '../format/date.ts';
import { human } from '../format/number.ts';
import { heights, type Stack } from './stack.ts';

interface StackLook {
  /** Of each layer, as a canvas takes them. */
  readonly layers: readonly string[];
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
  readonly font: string;
}

/** Colours of layers by position; what is left over is grey. */
export const layerColour = (stack: Stack, layer: number): string =>
  stack.layers[layer]?.key === null ? 'var(--ink-3)' : `var(--series-${layer + 1})`;

export function stackLook(stack: Stack, box: HTMLElement): StackLook {
  const probe = box.appendChild(document.createElement('i'));
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const look = {
    layers: stack.layers.map((_, layer) => resolve(layerColour(stack, layer))),
    grid: resolve('var(--line)'),
    text: resolve('var(--ink-3)'),
    surface: resolve('color-mix(in srgb, var(--surface) 62%, transparent)'),
    font: `11px ${getComputedStyle(box).fontFamily}`,
  };
  probe.remove();
  return look;
}

/** The highest first: each bar is drawn over the one that ends above it. */
export const stackData = (stack: Stack, hidden: ReadonlySet<number>): uPlot.AlignedData => [
  stack.buckets.map((_, i) => i),
  ...heights(stack, hidden).reverse(),
];

const TICK_WIDTH = 84;

export function stackOptions(
  stack: Stack,
  look: StackLook,
  { interval, timezone, computedAt }: { interval: Interval; timezone: string; computedAt: string },
  onIndex: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const { buckets } = stack;
  const bars = uPlot.paths.bars!({ size: [0.84, 64], radius: 0 });
  const axis = { font: look.font, stroke: look.text };
  return {
    legend: { show: false },
    padding: [12, 22, 0, 4],
    cursor: { y: false, drag: { x: false, y: false, click: () => {} }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.5, buckets.length - 0.5] },
      y: { range: (_, __, high) => [0, high > 0 ? high * 1.06 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { stroke: look.grid, size: 5 },
        size: 30,
        gap: 4,
        splits: (plot) => everyNth(buckets.length, plot.width),
        values: (_, splits) => splits.map((i) => tick(buckets[i]?.start ?? '', interval, timezone)),
      },
      {
        ...axis,
        grid: { stroke: look.grid, width: 1 },
        ticks: { show: false },
        gap: 6,
        size: (_, values) => Math.max(34, ...(values ?? []).map((v) => v.length * 6.4 + 12)),
        space: 48,
        incrs: WHOLE_STEPS,
        values: (_, splits) => splits.map((v) => human(v)),
      },
    ],
    series: [
      {},
      ...[...look.layers].reverse().map((fill) => ({ fill, width: 0, paths: bars, points: { show: false } })),
    ],
    hooks: {
      setCursor: [(plot) => onIndex(plot.cursor.idx ?? null)],
      draw: [(plot) => veilUnfinished(plot, stack, { interval, computedAt }, look.surface)],
    },
  };
}

/** A bucket that is not over yet, or that the range cuts, is paler than those that are whole. */
function veilUnfinished(
  plot: uPlot,
  { buckets }: Stack,
  meta: { readonly interval: Interval; readonly computedAt: string },
  surface: string,
): void {
  const { top, height } = plot.bbox;
  plot.ctx.fillStyle = surface;
  for (const [i, bucket] of buckets.entries()) {
    if (isDrawn(bucket, meta)) continue;
    const from = plot.valToPos(i - 0.5, 'x', true);
    plot.ctx.fillRect(from, top, plot.valToPos(i + 0.5, 'x', true) - from, height);
  }
}

/** Whole numbers alone. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((n) => Array.from({ length: 12 }, (_, e) => n * 10 ** e))
  .sort((a, b) => a - b);

/** Evenly spaced buckets, counted back from the last so that today has its label. */
function everyNth(buckets: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(buckets / Math.max(2, Math.floor(width / TICK_WIDTH))));
  const ticks: number[] = [];
  for (let i = buckets - 1; i >= 0; i -= step) ticks.unshift(i);
  return ticks;
}
