import * as texts from '#texts/chart-tools.ts';
import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, useId, useMemo } from 'react';
import type { Meta } from '../../contract/common.ts';
import { bucket } from '../format/date.ts';
import { exact } from '../format/number.ts';
import { summaryOfParts } from '../numbers/summary.ts';
import { pointForKey } from './point-keys.ts';
import type { Stack } from './stack.ts';
import { stackData, stackOptions } from './stack-options.ts';
import { pointAt, usePlot } from './use-plot.ts';

interface StackedChartProps {
  readonly label: string;
  readonly stack: Stack;
  readonly hidden: ReadonlySet<number>;
  readonly meta: Pick<Meta, 'interval' | 'timezone' | 'computedAt'>;
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
  /** A press on the bar that is pointed at: its numbers stay to be opened. */
  readonly onHold: () => void;
}

/** Bars of parts over the range: read with the pointer or the arrow keys. */
export default function StackedChart({
  label,
  stack,
  hidden,
  meta,
  index,
  onIndex,
  onHold,
}: StackedChartProps) {
  const { frame, plot } = usePlot({
    make: (box) => ({ options: stackOptions(stack, box, hidden, meta), data: stackData(stack, hidden) }),
    of: [stack, [...hidden], meta.interval, meta.timezone],
    index,
    onIndex,
  });
  const summaryId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another range or other parts are another sentence
  const summary = useMemo(
    () => summaryOfParts(label, stack, meta),
    [label, meta.interval, stack.buckets[0]?.start, stack.buckets.length, stack.layers.length],
  );
  const last = stack.buckets.length - 1;
  const point = (to: number | null) => {
    onIndex(to);
    pointAt(plot.current, to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return onHold();
    const to = pointForKey(event.key, index, last);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  return (
    <>
      <div
        ref={frame}
        dir="ltr"
        role="slider"
        tabIndex={0}
        aria-label={texts.byReadBars(label, meta.interval)}
        aria-describedby={summaryId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={index ?? Math.max(0, last)}
        aria-valuetext={spoken(stack, hidden, meta, index)}
        onKeyDown={onKeyDown}
        onClick={onHold}
        onBlur={() => point(null)}
        className="time-chart mx-2 mb-2 h-56 rounded-md sm:h-72"
      />
      {/* Told when another range or other parts are shown, not at each renewal of the same. */}
      <p id={summaryId} role="status" className="sr-only">
        {summary}
      </p>
    </>
  );
}

/** A bar in words. */
function spoken(
  { layers, buckets }: Stack,
  hidden: ReadonlySet<number>,
  { interval, timezone }: StackedChartProps['meta'],
  index: number | null,
): string {
  const at = index === null ? undefined : buckets[index];
  const when = at ? bucket(at.start, at.end, interval, timezone) : texts.wholeRange;
  const parts = layers
    .filter((_, layer) => !hidden.has(layer))
    .map(({ label, counts, count }) => `${label} ${exact(index === null ? count : (counts[index] ?? 0))}`);
  return `${when}: ${parts.join(', ')}`;
}
