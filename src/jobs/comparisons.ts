import type { CatalogueInput } from '../catalogue/index.ts';
import { statsColumns } from '../db/columns.ts';

/** A table that ingest keeps, and the temporary one that a recount makes. */
export interface TableComparison {
  readonly table: 'user_usage_stats' | 'users';
  readonly recounted: string;
  readonly key: string;
  /** A missing number is 0. */
  readonly numbers: readonly string[];
  readonly instants: readonly string[];
}

/**
 * What is written by user and follows from the log, the signals and what is kept of both.
 *
 * @param skip columns, as `table.column`, that wait for a rebuild
 */
export function comparisons(c: CatalogueInput, skip: ReadonlySet<string> = new Set()): TableComparison[] {
  return [
    {
      table: 'user_usage_stats',
      recounted: 'recounted_stats',
      key: 'user_id',
      numbers: statsColumns(c)
        .map(({ column }) => column)
        .filter((column) => !skip.has(`user_usage_stats.${column}`)),
      instants: ['first_activity_at', 'last_activity_at'],
    },
    {
      table: 'users',
      recounted: '(select user_id as id, first_activity_at as first_seen_at from recounted_stats)',
      key: 'id',
      numbers: [],
      instants: ['first_seen_at'],
    },
  ];
}

/**
 * Rows whose stored and recounted values differ, as a FROM item with the key and `s_`/`r_` columns.
 *
 * @param some compares only the users of `recount_users`
 */
export function differing(s: string, c: TableComparison, some = false): string {
  const { key, numbers, instants } = c;
  const whole = `${s}.${c.table}`;
  const stored = some ? `(select t.* from ${whole} t join recount_users u on u.id = t.${key})` : whole;
  const side = (of: string) =>
    [
      ...numbers.map((x) => `coalesce(${of}."${x}", 0)`),
      ...instants.map((x) => `${of}."${x}"`),
      // A row of one column is no row to compare; a constant makes it one.
      '1',
    ].join(', ');
  return `(
  select coalesce(s.${key}, r.${key}) as ${key},
    ${[...numbers, ...instants].map((x) => `s."${x}" as "s_${x}", r."${x}" as "r_${x}"`).join(', ')}
  from ${stored} s full join ${c.recounted} r on s.${key} = r.${key}
  where (${side('s')}) is distinct from (${side('r')}))`;
}
