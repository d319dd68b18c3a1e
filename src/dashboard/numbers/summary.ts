import * as texts from '#texts/page.ts';
import type { Meta } from '../../contract/common.ts';
import { isDrawn } from '../data/unfinished.ts';
import { bucket } from '../format/date.ts';
import { COUNT, exact, type Unit } from '../format/number.ts';
import type { Run } from './run.ts';

interface Bar {
  readonly start: string;
  readonly end: string;
  readonly value: number | null;
}

/**
 * A chart in a sentence, for those who hear it: the whole range beside what it is compared with, the highest and
 * the lowest of its whole buckets.
 */
export function summaryOf({ label, unit, total, points, meta }: Run): string {
  const told = [texts.chartWhole(label, exact(total.current, unit))];
  if (total.previous !== null) told.push(texts.chartBefore(exact(total.previous, unit)));
  return sentence([...told, ...ends(points, meta, unit)]);
}

interface Parts {
  readonly layers: readonly { readonly label: string; readonly count: number }[];
  readonly buckets: readonly { readonly start: string; readonly end: string }[];
  /** Of each bucket. */
  readonly totals: readonly number[];
}

/** Bars of parts in a sentence: the whole range, the largest part, the highest and the lowest bar. */
export function summaryOfParts(label: string, { layers, buckets, totals }: Parts, meta: BarsMeta): string {
  const [largest] = layers.toSorted((a, b) => b.count - a.count);
  const whole = layers.reduce((sum, { count }) => sum + count, 0);
  const bars = buckets.map((at, i) => ({ ...at, value: totals[i] ?? 0 }));
  return sentence([
    texts.chartWhole(label, exact(whole)),
    ...(largest && layers.length > 1 ? [texts.chartLargest(largest.label, exact(largest.count))] : []),
    ...ends(bars, meta, COUNT),
  ]);
}

type BarsMeta = Pick<Meta, 'interval' | 'timezone' | 'computedAt'>;

/** The highest and the lowest of what is over and whole; nothing where all are as high. */
function ends(bars: readonly Bar[], meta: BarsMeta, unit: Unit): string[] {
  const known = bars.filter(
    (bar): bar is Bar & { value: number } => bar.value !== null && isDrawn(bar, meta),
  );
  const sorted = known.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [sorted[0], sorted.at(-1)];
  if (!highest || !lowest || highest.value === lowest.value) return [];
  const of = ({ start, end, value }: typeof highest) =>
    [bucket(start, end, meta.interval, meta.timezone), exact(value, unit)] as const;
  return [texts.chartHighest(...of(highest)), texts.chartLowest(...of(lowest))];
}

const sentence = (told: readonly string[]) => `${told.join('; ')}.`;
