import type { Analytics } from '../../contract/reports.ts';
import { bucket, span } from '../format/date.ts';
import { exact, type Unit } from '../format/number.ts';
import { SERIES, type SeriesName, totalOf, unitOf } from './series.ts';

/** A number with what it is compared to, and the words for both moments. */
export interface Reading {
  readonly label: string;
  readonly current: number | null;
  readonly previous: number | null;
  readonly previousLabel: string | null;
  readonly unit: Unit;
}

/** One bucket of a series; the whole range where no bucket is pointed at. */
export function readingAt(analytics: Analytics, name: SeriesName, index: number | null): Reading {
  const unit = unitOf(name, analytics.currency);
  const { interval, timezone } = analytics.meta;
  const point = index === null ? undefined : analytics.series[index];
  if (index === null || !point) {
    const { current, previous } = totalOf(analytics, name);
    const { comparison } = analytics.meta;
    const previousLabel = comparison && span(comparison.start, comparison.end, timezone);
    return { label: `${SERIES[name].label}, whole range`, current, previous, previousLabel, unit };
  }
  const before = analytics.comparisonSeries[index];
  const label = bucket(point.start, point.end, interval, timezone);
  return {
    label: soFar(analytics, point.end) ? `${label}, so far` : label,
    current: point[name],
    previous: before ? before[name] : null,
    previousLabel: before ? bucket(before.start, before.end, interval, timezone) : null,
    unit,
  };
}

/** Whether a bucket had not ended when its number was computed. */
const soFar = ({ meta }: Analytics, end: string) => Date.parse(end) > Date.parse(meta.computedAt);

/** A reading as a sentence, for those who hear it. */
export function spoken({ label, current, previous, previousLabel, unit }: Reading): string {
  const now = current === null ? 'not known' : exact(current, unit);
  return previous === null
    ? `${label}: ${now}`
    : `${label}: ${now}, ${previousLabel ?? 'before'}: ${exact(previous, unit)}`;
}
