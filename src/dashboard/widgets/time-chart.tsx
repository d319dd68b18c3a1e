import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, lazy, type MouseEvent, Suspense, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { dayIn } from '../format/date.ts';
import { readingAt, spoken } from '../metrics/reading.ts';
import type { Run } from '../metrics/run.ts';
import { chartColours } from './chart-colours.ts';
import { chartData, chartOptions } from './chart-options.ts';
import { pointForKey } from './point-keys.ts';
import { useRange } from './use-range.ts';
import { useTheme } from './use-theme.ts';

const PointMenu = lazy(() => import('./point-menu.tsx'));

interface TimeChartProps {
  readonly run: Run;
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
}

/** The large chart: read with the pointer or the arrow keys; Enter or a click offers what the interval leads to. */
export default function TimeChart({ run, index, onIndex }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const theme = useTheme();
  const tapped = useRef<number | null>(null);
  const { setRange } = useRange();
  const mark = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const last = run.points.length - 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of theme changes the colours that are read from it
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const options = chartOptions(run, chartColours(box), onIndex);
    const plot = new uPlot({ ...options, ...sizeOf(box) }, chartData(run), box);
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(box)));
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [run, theme, onIndex]);

  const point = (to: number | null) => {
    onIndex(to);
    const plot = chart.current;
    const left = to === null || !plot ? -10 : plot.valToPos(to, 'x');
    plot?.setCursor({ left, top: to === null ? -10 : 1 }, false);
  };
  const open = (at: number | null) => {
    const plot = chart.current;
    if (at === null || !run.points[at] || !plot) return;
    if (!run.opens || run.whole) return narrow(at);
    const over = plot.over.offsetLeft + plot.valToPos(at, 'x');
    mark.current?.style.setProperty('left', `${over}px`);
    setOpened(at);
  };
  const narrow = (at: number) => {
    const bucket = run.points[at];
    if (!bucket || run.meta.interval === 'hour') return;
    const zone = run.meta.timezone;
    const startDate = dayIn(zone, bucket.start);
    const endDate = dayIn(zone, Date.parse(bucket.end) - 1);
    onIndex(null);
    setRange({ period: undefined, startDate, endDate });
  };
  const onClick = ({ nativeEvent }: MouseEvent) => {
    // A finger has no hover: its first tap reads a point, the second opens it.
    const touch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
    const under = chart.current?.cursor.idx ?? null;
    if (!touch || tapped.current === under) return open(under);
    tapped.current = under;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return open(index);
    const to = pointForKey(event.key, index, last);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  return (
    <div className="relative">
      <div
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={`${run.label} by ${run.meta.interval}; arrow keys read each point`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index ?? last}
        aria-valuetext={spoken(readingAt(run, index))}
        onKeyDown={onKeyDown}
        onBlur={() => point(null)}
        onClick={onClick}
        className="time-chart mx-2 mb-2 h-56 rounded-md sm:h-72"
      />
      <span ref={mark} className="pointer-events-none absolute top-10 h-4 w-px" aria-hidden="true" />
      <Suspense>
        {opened !== null && (
          <PointMenu
            run={run}
            index={opened}
            anchor={mark}
            from={frame}
            onNarrow={run.meta.interval === 'hour' ? undefined : () => narrow(opened)}
            onClose={() => setOpened(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

const sizeOf = (box: HTMLElement) => ({ width: box.clientWidth, height: box.clientHeight });
