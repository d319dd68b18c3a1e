import type { Distribution, FeatureUsage } from '../../contract/reports.ts';

/** Each breakdown's values over all features that have it, the most counted first. */
export function distributionsOf(
  features: readonly Pick<FeatureUsage, 'distributions'>[],
): readonly (readonly [breakdown: string, values: Distribution])[] {
  const merged = new Map<string, Map<string, Distribution[number]>>();
  for (const { distributions } of features)
    for (const [name, values] of Object.entries(distributions)) {
      const known = merged.get(name) ?? new Map();
      merged.set(name, known);
      for (const value of values)
        known.set(value.value, { ...value, count: value.count + (known.get(value.value)?.count ?? 0) });
    }
  return [...merged].map(([name, values]) => [name, [...values.values()].sort((a, b) => b.count - a.count)]);
}
