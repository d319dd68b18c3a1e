import { type CatalogueInput, snake } from '../catalogue/index.ts';

/** Every catalogue column of `user_usage_stats`, by counter. */
export function statsColumns(c: CatalogueInput): { column: string; counter: string }[] {
  return Object.keys(c.counters).map((counter) => ({ column: snake(counter), counter }));
}
