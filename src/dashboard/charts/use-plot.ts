import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { PlotOptions } from './plot-options.ts';
import { useTheme } from './use-theme.ts';

interface Plotted {
  readonly make: (box: HTMLElement) => { options: PlotOptions; data: uPlot.AlignedData };
  /** What it is made of, told as JSON: no functions, maps or sets. */
  readonly of: readonly unknown[];
  /** Position of the point that is read. */
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
}

/**
 * A chart in its box, as wide as that: made anew when the theme or the text of what it is made of changes, never for
 * equal numbers. The point that is read stays so.
 */
export function usePlot({ make, of, index, onIndex }: Plotted): {
  frame: RefObject<HTMLDivElement | null>;
  plot: RefObject<uPlot | null>;
} {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const made = JSON.stringify(of);
  const read = useRef({ index, onIndex });
  read.current = { index, onIndex };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller tells what it is made of; a theme changes the colours read from it
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const { options, data } = make(box);
    const sizeOf = theme === 'paper' ? () => SHEET : boxOf;
    const chart = new uPlot({ ...options, ...sizeOf(box) }, data, box);
    plot.current = chart;
    const { hooks } = chart;
    hooks.ready = [() => pointAt(chart, read.current.index)];
    // Before it is ready nobody points: it only tells that it has no needle yet.
    hooks.setCursor = [() => chart.status === 1 && read.current.onIndex(chart.cursor.idx ?? null)];
    const observer = new ResizeObserver(() => {
      const { width, height } = sizeOf(box);
      // It tells of the size that the chart was made in, too.
      if (width !== chart.width || height !== chart.height) chart.setSize({ width, height });
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [theme, made]);
  return { frame, plot };
}

const boxOf = (box: HTMLElement) => ({ width: box.clientWidth, height: box.clientHeight });
/** On paper nothing tells how wide it will be: the style sheet fits it in. */
const SHEET = { width: 960, height: 144 };

/** Puts the needle on a point, or takes it away. */
export function pointAt(plot: uPlot | null, index: number | null): void {
  const left = index === null || !plot ? -10 : plot.valToPos(index, 'x');
  plot?.setCursor({ left, top: index === null ? -10 : 1 }, false);
}
