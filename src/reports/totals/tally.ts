import { type CatalogueInput, countingOf, own } from '../../catalogue/index.ts';
import type { Counters } from '../../contract/index.ts';
import type { Kind } from '../../store/kinds.ts';

/** What was done in a range, by whomever: enough for every counter, feature and distribution. */
export interface UsageTally {
  readonly actions: Map<string, number>;
  /** By breakdown, action and value. */
  readonly values: Map<string, Map<string, Map<string, number>>>;
  /** Counters that don't follow from `actions`: of a breakdown's value, or fed by signals. */
  readonly counters: Map<string, number>;
}

export const newTally = (): UsageTally => ({ actions: new Map(), values: new Map(), counters: new Map() });

export function bump<K>(map: Map<K, number>, key: K, n: number): void {
  map.set(key, (map.get(key) ?? 0) + n);
}

/** Adds activities of a kind, with the counters that count them. */
export function addActivities(c: CatalogueInput, tally: UsageTally, kind: Kind, n: number): void {
  if (n === 0) return;
  bump(tally.actions, kind.action, n);
  for (const [breakdown, value] of kind.values) {
    if (!Object.hasOwn(c.breakdowns, breakdown)) continue;
    const actions = tally.values.get(breakdown) ?? new Map<string, Map<string, number>>();
    tally.values.set(breakdown, actions);
    const values = actions.get(kind.action) ?? new Map<string, number>();
    actions.set(kind.action, values);
    bump(values, value, n);
    for (const name of countingOf(c).valued(kind.action, breakdown, value)) bump(tally.counters, name, n);
  }
}

/** Adds signals to those of some counters that they feed. */
export function addSignals(
  c: CatalogueInput,
  tally: UsageTally,
  kind: Kind,
  n: number,
  among: readonly string[],
): void {
  for (const name of among)
    if (countingOf(c).counters.get(name)!.signal === kind.signal) bump(tally.counters, name, n);
}

/** Every counter of the catalogue, null where it can't be told. */
export function countersOf(c: CatalogueInput, tally: UsageTally, untold: ReadonlySet<string>): Counters {
  return Object.fromEntries(
    [...countingOf(c).counters].map(([name, { actions, where, signal }]) => {
      if (untold.has(name)) return [name, null];
      const own = where || signal !== null ? tally.counters.get(name) : sumOf(tally.actions, actions);
      return [name, own ?? 0];
    }),
  );
}

/** The sum of some of a map's numbers. */
export function sumOf(map: ReadonlyMap<string, number>, keys: Iterable<string>): number {
  let sum = 0;
  for (const key of keys) sum += map.get(key) ?? 0;
  return sum;
}

/** `totalActivity`: the sum of the ranked counters. */
export function totalActivityOf(c: CatalogueInput, counters: Counters): number {
  let sum = 0;
  for (const [name, def] of Object.entries(c.counters)) if (def.ranked) sum += own(counters, name) ?? 0;
  return sum;
}
