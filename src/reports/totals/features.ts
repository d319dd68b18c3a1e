import { actionsOf, type CatalogueInput, own } from '../../catalogue/index.ts';
import type { Distribution, FeatureUsage } from '../../contract/index.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import { change } from './change.ts';
import { bump, countersOf, sumOf, type UsageTally } from './tally.ts';

/** Usage of each feature that the scope lets through, in the catalogue's order. */
export function featuresOf(
  c: CatalogueInput,
  tally: UsageTally,
  previous: UsageTally | null,
  scope: ReadScope,
  untold: ReadonlySet<string>,
): FeatureUsage[] {
  const counters = countersOf(c, tally, untold);
  return Object.entries(c.features).flatMap(([feature, { label, icon }]) => {
    const actions = actionsOf(c, feature).filter((a) => scope.actions === null || scope.actions.includes(a));
    if (actions.length === 0) return [];
    const activities = sumOf(tally.actions, actions);
    return {
      feature,
      label,
      icon,
      activities,
      trend: previous && change(activities, sumOf(previous.actions, actions)),
      actions: actions.map((action) => ({
        action,
        label: c.actions[action]!.label,
        count: tally.actions.get(action) ?? 0,
      })),
      counters: Object.fromEntries(
        Object.entries(counters).filter(([name]) => c.counters[name]!.feature === feature),
      ),
      distributions: distributionsOf(c, tally, actions),
    };
  });
}

/** By value, most first; values that the catalogue names are there even at 0. */
function distributionsOf(
  c: CatalogueInput,
  tally: UsageTally,
  actions: readonly string[],
): Record<string, Distribution> {
  const found = new Map<string, Distribution>();
  for (const [name, def] of Object.entries(c.breakdowns)) {
    const own = def.actions.filter((action) => actions.includes(action));
    if (own.length === 0) continue;
    const counts = new Map(Object.keys(def.values).map((value) => [value, 0]));
    for (const action of own)
      for (const [value, n] of tally.values.get(name)?.get(action) ?? []) bump(counts, value, n);
    found.set(
      name,
      [...counts]
        .map(([value, count]) => ({ value, label: labelOf(c, name, value), count }))
        .sort((a, b) => b.count - a.count),
    );
  }
  return Object.fromEntries(found);
}

/** What a breakdown's value is called: the catalogue's label, else the value as it came. */
export function labelOf(c: CatalogueInput, breakdown: string, value: string): string {
  return own(own(c.breakdowns, breakdown)?.values, value) ?? (value === '(other)' ? 'Other' : value);
}
