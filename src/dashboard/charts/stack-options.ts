import uPlot from 'uplot';
import type { Interval } from '../../contract/common.ts';
import { isDrawn } from '../data/unfinished.ts';
import { type LayerLook, layerLook, REST } from '../ui/layer-look.ts';
import type { DirectLabel } from './direct-labels.ts';
import { hatched } from './hatching.ts';
import { FRAME, headroom, type PlotOptions, plotOptions } from './plot-options.ts';
import { resolveColours } from './resolve-colours.ts';
import { heights, type Stack } from './stack.ts';

/** Looks of layers by position; what is left over is grey. */
export const lookOf = (stack: Stack, layer: number): LayerLook =>
  stack.layers[layer]?.key === null ? REST : layerLook(layer);

/** The highest first: each bar is drawn over the one that ends above it. */
export const stackData = (stack: Stack, hidden: ReadonlySet<number>): uPlot.AlignedData => [
  stack.buckets.map((_, i) => i),
  ...heights(stack, hidden).reverse(),
];

const COLOURS = {
  ...FRAME,
  lines: 'var(--hatch)',
  edge: 'var(--layer-edge)',
  veil: 'color-mix(in srgb, var(--surface) 62%, transparent)',
};

/** Parts over time: a bar a bucket, its layers apart by lightness, hatching and an edge. */
export function stackOptions(
  stack: Stack,
  box: HTMLElement,
  hidden: ReadonlySet<number>,
  { interval, timezone, computedAt }: { interval: Interval; timezone: string; computedAt: string },
): PlotOptions {
  const { buckets } = stack;
  const colours = resolveColours(box, COLOURS);
  const looks = stack.layers.map((_, layer) => lookOf(stack, layer));
  const fills = resolveColours(box, Object.fromEntries(looks.map(({ colour }, i) => [i, colour])));
  const bars = uPlot.paths.bars!({ size: [0.84, 64], radius: 0 });
  const whole = buckets.map((bucket) => isDrawn(bucket, { interval, computedAt }));
  return plotOptions({
    starts: buckets.map(({ start }) => start),
    interval,
    timezone,
    colours,
    family: getComputedStyle(box).fontFamily,
    labels: labelsOf(stack, hidden, whole.lastIndexOf(true), colours.text),
    scales: {
      x: { time: false, range: () => [-0.5, buckets.length - 0.5] },
      y: { range: (_, __, high) => [0, headroom(high)] },
    },
    cursorPoints: { show: false },
    series: looks
      .map(
        ({ hatch }, layer): uPlot.Series => ({
          fill: (plot) =>
            hatched(
              plot.ctx,
              { colour: fills[layer]!, hatch, lines: colours.lines },
              plot.ctx.canvas.width / plot.width,
            ) as string,
          stroke: colours.edge,
          width: 1,
          paths: bars,
          points: { show: false },
        }),
      )
      .reverse(),
    draw: (plot) => veil(plot, whole, colours.veil),
  });
}

/** Each layer is named beside the last bar that is whole, in the middle of its part. */
function labelsOf(stack: Stack, hidden: ReadonlySet<number>, last: number, colour: string): DirectLabel[] {
  return heights(stack, hidden).flatMap((tops, layer) => {
    const top = tops[last];
    const { label, counts } = stack.layers[layer]!;
    const count = counts[last] ?? 0;
    return top == null || count === 0 ? [] : [{ text: label, colour, value: top - count / 2 }];
  });
}

/** A bucket that isn't over yet, or that the range cuts, is paler than those that are whole. */
function veil(plot: uPlot, whole: readonly boolean[], colour: string): void {
  const { top, height } = plot.bbox;
  plot.ctx.fillStyle = colour;
  for (const [i, drawn] of whole.entries()) {
    if (drawn) continue;
    const from = plot.valToPos(i - 0.5, 'x', true);
    plot.ctx.fillRect(from, top, plot.valToPos(i + 0.5, 'x', true) - from, height);
  }
}
