import type { FeatureUsage } from '../../contract/reports.ts';
import type { CsvCell } from '../format/csv.ts';

/** Features with their actions, counters and values, a number a row. */
export function featureRows(features: readonly FeatureUsage[]): CsvCell[][] {
  const rows: CsvCell[][] = [['feature', 'kind', 'name', 'count', 'previous']];
  for (const { label: feature, activities, trend, actions, counters, distributions } of features) {
    rows.push([feature, 'activities', null, activities, trend?.previous ?? null]);
    for (const { action, count } of actions) rows.push([feature, 'action', action, count, null]);
    for (const [name, n] of Object.entries(counters)) rows.push([feature, 'counter', name, n, null]);
    for (const [name, values] of Object.entries(distributions))
      for (const { value, count } of values) rows.push([feature, name, value, count, null]);
  }
  return rows;
}
