import type { Analytics, MetricName, SeriesPoint } from '../../contract/reports.ts';
import { samePartOf } from '../data/unfinished.ts';
import { COUNT, type Unit } from '../format/number.ts';
import type { Category } from './categories.ts';
import type { Opens } from './opened/opens.ts';
import { pointsOf, type Run } from './run.ts';

export type SeriesName = Exclude<keyof SeriesPoint, 'start' | 'end'>;

export interface SeriesDef {
  readonly label: string;
  readonly category: Category;
  readonly money?: true;
  /** How a whole range is told: the buckets' sum, or a metric where a sum would count people twice. */
  readonly total: 'sum' | MetricName;
  readonly definition: string;
}

/** What the large chart can show, in the order of its switcher. */
export const SERIES: Readonly<Record<SeriesName, SeriesDef>> = {
  activities: {
    label: 'Activities',
    category: 'overall',
    total: 'sum',
    definition: 'Everything users did, each action once.',
  },
  activeUsers: {
    label: 'Active users',
    category: 'users',
    total: 'activeUsers',
    definition: 'Different users with at least one activity in the interval.',
  },
  newUsers: {
    label: 'New users',
    category: 'users',
    total: 'sum',
    definition: 'Accounts created in the interval.',
  },
  sessions: {
    label: 'Sessions created',
    category: 'content',
    total: 'sum',
    definition: 'Content sessions created in the interval.',
  },
  revenue: {
    label: 'Revenue',
    category: 'revenue',
    money: true,
    total: 'sum',
    definition: 'Credit purchases, refunds subtracted, in the reporting currency.',
  },
  captionGenerations: {
    label: 'Captions',
    category: 'features',
    total: 'sum',
    definition: 'Smart captions generated in the interval.',
  },
  babecockCreations: {
    label: 'Compositions',
    category: 'features',
    total: 'sum',
    definition: 'Compositions created in the interval; remixes are not among them.',
  },
  mediaUploads: {
    label: 'Uploads',
    category: 'features',
    total: 'sum',
    definition: 'Files uploaded in the interval, whether or not they were deleted later.',
  },
};

/** The series that an address asks for; the first of them for a name that is none. */
export function seriesName<Name extends string>(
  series: Readonly<Record<Name, unknown>>,
  name?: string,
): Name {
  const names = Object.keys(series) as [Name, ...Name[]];
  return names.find((known) => known === name) ?? names[0];
}

const unitOf = (name: SeriesName, currency: string): Unit =>
  SERIES[name].money ? { kind: 'money', currency } : COUNT;

const valuesOf = (points: readonly SeriesPoint[], name: SeriesName): (number | null)[] =>
  points.map((point) => point[name]);

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, v) => total + (v ?? 0), 0);

/** The range's number behind a chart and its comparison; null where there is none to compare with. */
export function totalOf(
  analytics: Analytics,
  name: SeriesName,
): { current: number; previous: number | null } {
  const { total } = SERIES[name];
  if (total !== 'sum')
    return { current: analytics[total], previous: analytics.trends?.[total].previous ?? null };
  return {
    current: sum(valuesOf(analytics.series, name)),
    previous: analytics.meta.comparison ? sum(valuesOf(analytics.comparisonSeries, name)) : null,
  };
}

const rows = (of: string): Opens => ({ kind: 'rows', of });

/** What a series counts, in the range or in one of its buckets. */
function opensOf(name: SeriesName, currency: string): Opens {
  const opens: Readonly<Record<SeriesName, Opens>> = {
    activities: rows('activities'),
    activeUsers: { kind: 'users' },
    newUsers: { kind: 'users', joined: 'range' },
    sessions: rows('metric.totalSessions'),
    revenue: rows(`payments.purchase.${currency}`),
    captionGenerations: rows('metric.captionGenerations'),
    babecockCreations: rows('metric.babecockCreations'),
    mediaUploads: rows('metric.mediaUploads'),
  };
  return opens[name];
}

/**
 * A series of the analytics report as the chart takes it.
 *
 * @param part the report of the same part, as `samePartOf` tells it
 */
export function analyticsRun(analytics: Analytics, name: SeriesName, part?: Analytics): Run {
  const { meta, series, comparisonSeries } = analytics;
  const same = samePartOf(meta, series, comparisonSeries);
  const { label, category, definition } = SERIES[name];
  return {
    label,
    category,
    definition,
    unit: unitOf(name, analytics.currency),
    points: pointsOf(series, name, meta.computedAt),
    before: pointsOf(comparisonSeries, name),
    part: same && { ...same, value: part ? totalOf(part, name).current : null },
    total: totalOf(analytics, name),
    meta,
    opens: opensOf(name, analytics.currency),
  };
}
