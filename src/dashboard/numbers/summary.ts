import * as texts from '#texts/page.ts';
import { isDrawn } from '../data/unfinished.ts';
import { bucket } from '../format/date.ts';
import { exact } from '../format/number.ts';
import type { Run, RunPoint } from './run.ts';

/**
 * A chart in a sentence, for those who hear it: the whole range beside what it is compared with, the highest and
 * the lowest of its whole buckets.
 */
export function summaryOf(run: Run): string {
  const { label, unit, total, meta } = run;
  const told = [texts.chartWhole(label, exact(total.current, unit))];
  if (total.previous !== null) told.push(texts.chartBefore(exact(total.previous, unit)));
  const known = run.points.filter(
    (point): point is RunPoint & { value: number } => point.value !== null && isDrawn(point, meta),
  );
  const of = (point: RunPoint & { value: number }) =>
    [bucket(point.start, point.end, meta.interval, meta.timezone), exact(point.value, unit)] as const;
  if (known.length > 1) {
    const sorted = known.toSorted((a, b) => b.value - a.value);
    told.push(texts.chartHighest(...of(sorted[0]!)), texts.chartLowest(...of(sorted.at(-1)!)));
  }
  return `${told.join('; ')}.`;
}
