import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue, PanelInfo } from '../../contract/families/panel/index.ts';
import { CHARTED, type ChartedName } from '../../contract/numbers.ts';
import type { Analytics, MetricName } from '../../contract/reports.ts';
import { samePartOf } from '../data/unfinished.ts';
import {
  type ActivityNumberDef,
  type CardMetric,
  fieldOf,
  hasNumber,
  numberOf,
  type SeriesField,
} from './numbers.ts';
import { pointsOf, type Run, runOf } from './run.ts';

type Series = Readonly<Partial<Record<ChartedName, ActivityNumberDef>>>;

/** Those that a platform has, in the words of its catalogue. */
export function seriesOf(panel: Pick<PanelInfo, 'catalogue' | 'has'>): Series {
  return Object.fromEntries(
    CHARTED.map((name) => [name, numberOf(name, panel.catalogue)] as const).filter(([, def]) =>
      hasNumber(def, panel),
    ),
  );
}

/** The series that an address asks for; the first of them for a name that is none. */
export function seriesName<Name extends string>(
  series: Readonly<Partial<Record<Name, unknown>>>,
  name?: string,
): Name {
  const names = Object.keys(series) as [Name, ...Name[]];
  return names.find((known) => known === name) ?? names[0];
}

/** The range's number behind a chart and its comparison; null where there is none to compare with. */
export function totalOf(
  analytics: Analytics,
  name: ChartedName | CardMetric,
): { current: number; previous: number | null } {
  const metric = name as MetricName;
  const current = own(analytics, metric) as number | undefined;
  if (current !== undefined) return { current, previous: analytics.trends?.[metric]?.previous ?? null };
  const { series, comparisonSeries, meta } = analytics;
  const field = fieldOf(name) as SeriesField;
  const sum = (points: Analytics['series']) => points.reduce((all, point) => all + (point[field] ?? 0), 0);
  return { current: sum(series), previous: meta.comparison ? sum(comparisonSeries) : null };
}

/**
 * A number of the analytics report as the chart takes it.
 *
 * @param part the report of the same part, as `samePartOf` tells it
 */
export function analyticsRun(
  analytics: Analytics,
  name: ChartedName,
  catalogue: PanelCatalogue,
  part?: Analytics,
): Run {
  const { meta, series, comparisonSeries, currency } = analytics;
  const same = samePartOf(meta, series, comparisonSeries);
  const field = fieldOf(name) as SeriesField;
  return runOf(numberOf(name, catalogue), {
    flow: pointsOf(series, field, meta.computedAt),
    before: pointsOf(comparisonSeries, field),
    part: same && { ...same, value: part ? totalOf(part, name).current : null },
    total: totalOf(analytics, name),
    meta,
    currency,
  });
}
