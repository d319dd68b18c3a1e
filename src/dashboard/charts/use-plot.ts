import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useTheme } from './use-theme.ts';

/** A chart in its box, as wide as that: made anew when the theme or the text of what it is made of changes, never for equal numbers. */
export function usePlot(
  make: (box: HTMLElement) => { options: Omit<uPlot.Options, 'width' | 'height'>; data: uPlot.AlignedData },
  /** Told as JSON: no functions, maps or sets. */
  of: readonly unknown[],
): { frame: RefObject<HTMLDivElement | null>; plot: RefObject<uPlot | null> } {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const made = JSON.stringify(of);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller tells what it is made of; a theme changes the colours read from it
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const { options, data } = make(box);
    const sizeOf = theme === 'paper' ? () => SHEET : boxOf;
    const chart = new uPlot({ ...options, ...sizeOf(box) }, data, box);
    plot.current = chart;
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
