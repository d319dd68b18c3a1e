import { type CatalogueInput, own, snake } from '../catalogue/index.ts';

/** A column of `user_daily_stats` that follows from the catalogue: an action, a conditional counter, a signal. */
export interface TallyColumn {
  readonly column: string;
  readonly kind: 'action' | 'counter' | 'signal';
  /** The action's or counter's name. */
  readonly name: string;
}

const isPlain = (c: CatalogueInput, counter: string) => {
  const def = own(c.counters, counter);
  return def?.actions !== undefined && def.where === undefined;
};

/** Every catalogue column of `user_daily_stats`. Plain counters are sums of action columns. */
export function dailyColumns(c: CatalogueInput): TallyColumn[] {
  return [
    ...Object.keys(c.actions).map((name) => ({ column: `a_${name}`, kind: 'action' as const, name })),
    ...Object.keys(c.counters)
      .filter((name) => !isPlain(c, name))
      .map((name) => ({
        column: `k_${snake(name)}`,
        kind: own(c.counters, name)?.signal ? ('signal' as const) : ('counter' as const),
        name,
      })),
  ];
}

/** The daily columns that add up to a counter. */
export function columnsOfCounter(c: CatalogueInput, counter: string): string[] {
  return isPlain(c, counter)
    ? (own(c.counters, counter)?.actions ?? []).map((action) => `a_${action}`)
    : [`k_${snake(counter)}`];
}

/** Every catalogue column of `user_usage_stats`, by counter. */
export function statsColumns(c: CatalogueInput): { column: string; counter: string }[] {
  return Object.keys(c.counters).map((counter) => ({ column: snake(counter), counter }));
}
