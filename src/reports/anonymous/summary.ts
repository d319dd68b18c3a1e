import type { FeatureUsage, UsageTotals } from '../../contract/index.ts';
import { FEWEST } from '../../store/suppress.ts';
import type { Summary } from '../totals/summary.ts';
import type { Hidden } from './hidden.ts';
import { NUMBER } from './numbers.ts';

const HEADLINES = ['activities', 'totalActivity', 'totalCaptions', 'totalSessions', 'totalMedia'] as const;

/** The summary and the features: a hidden counter or headline is null; a hidden feature, action or value is left out. */
export function anonymousSummary(hidden: Hidden, { summary, features }: Summary): Summary {
  const { admin, activeUsers } = summary;
  const told = <T>(name: string, n: T): T | null => (hidden.has(name) ? null : n);
  const countersOf = (counters: UsageTotals['counters']) =>
    Object.fromEntries(Object.entries(counters).map(([name, n]) => [name, told(NUMBER.counter(name), n)]));
  const totals = {
    ...summary,
    ...Object.fromEntries(HEADLINES.map((name) => [name, told(NUMBER.headline(name), summary[name])])),
    activeUsers: isFew(activeUsers) ? null : activeUsers,
    admin: {
      actionsPerformed: told(NUMBER.headline('actionsPerformed'), admin.actionsPerformed),
      settingsChanged: told(NUMBER.headline('settingsChanged'), admin.settingsChanged),
      usersManaged:
        isFew(admin.usersManaged ?? 0) || hidden.has(NUMBER.headline('actionsPerformed'))
          ? null
          : admin.usersManaged,
    },
    counters: countersOf(summary.counters),
  };
  return {
    // Only an anonymised report holds nulls: see `hideable` of the contract.
    summary: totals as UsageTotals,
    features: features
      .filter(({ feature }) => !hidden.has(NUMBER.feature(feature)))
      .map((each) => featureShown(hidden, { ...each, counters: countersOf(each.counters) })),
  };
}

function featureShown(hidden: Hidden, each: FeatureUsage): FeatureUsage {
  const values = (name: string, value: string) => NUMBER.value(each.feature, name, value);
  return {
    ...each,
    actions: each.actions.filter(({ action }) => !hidden.has(NUMBER.action(action))),
    distributions: Object.fromEntries(
      Object.entries(each.distributions).map(([name, list]) => [
        name,
        list.filter(({ value }) => !hidden.has(values(name, value))),
      ]),
    ),
  };
}

/** So many people that a number of them would tell of some. */
export const isFew = (people: number): boolean => people > 0 && people < FEWEST;
