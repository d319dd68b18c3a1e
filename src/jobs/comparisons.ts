import type { CatalogueInput } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';

/** A table that ingest keeps, and the temporary one that a recount makes of the log. */
export interface Comparison {
  readonly table:
    | 'user_usage_stats'
    | 'user_daily_stats'
    | 'user_daily_values'
    | 'activity_rollups'
    | 'users'
    | 'user_days';
  readonly recounted: string;
  readonly keys: readonly string[];
  /** A missing number is 0. */
  readonly numbers: readonly string[];
  readonly instants: readonly string[];
  /** What is stored, where that is not simply the table. */
  readonly stored?: (s: string) => string;
}

/**
 * Everything that can be derived from the log and the signals.
 *
 * @param skip columns, as `table.column`, that wait for a rebuild
 */
export function comparisons(c: CatalogueInput, skip: ReadonlySet<string> = new Set()): Comparison[] {
  const filled = (table: string, columns: readonly { column: string }[]) =>
    columns.map((x) => x.column).filter((column) => !skip.has(`${table}.${column}`));
  return [
    {
      table: 'user_usage_stats',
      recounted: 'recounted_stats',
      keys: ['user_id'],
      numbers: filled('user_usage_stats', statsColumns(c)),
      instants: ['first_activity_at', 'last_activity_at'],
    },
    {
      table: 'user_daily_stats',
      recounted: 'recounted_days',
      keys: ['day', 'user_id'],
      numbers: ['activities', ...filled('user_daily_stats', dailyColumns(c))],
      instants: [],
    },
    {
      table: 'user_daily_values',
      recounted: 'recounted_values',
      keys: ['day', 'user_id', 'action', 'breakdown', 'value'],
      numbers: ['n'],
      instants: [],
    },
    {
      table: 'activity_rollups',
      recounted: 'recounted_rollups',
      keys: ['grain', 'bucket', 'action', 'breakdown', 'value', 'internal'],
      numbers: ['n'],
      instants: [],
      stored: (s) => `(select grain, bucket, action, breakdown, value, internal, sum(n)::bigint as n
        from ${s}.activity_rollups group by 1, 2, 3, 4, 5, 6)`,
    },
    {
      table: 'users',
      recounted: '(select user_id as id, first_activity_at as first_seen_at from recounted_stats)',
      keys: ['id'],
      numbers: [],
      instants: ['first_seen_at'],
    },
  ];
}

/**
 * Rows whose stored and recounted values differ, as a FROM item with the keys and `s_`/`r_` columns.
 *
 * @param some compares only the users of `recount_users`
 */
export function differing(s: string, c: Comparison, some = false): string {
  const whole = c.stored?.(s) ?? `${s}.${c.table}`;
  const user = c.keys.includes('user_id') ? 'user_id' : 'id';
  const stored = some ? `(select t.* from ${whole} t join recount_users u on u.id = t.${user})` : whole;
  const side = (of: string) =>
    [
      ...c.numbers.map((x) => `coalesce(${of}."${x}", 0)`),
      ...c.instants.map((x) => `${of}."${x}"`),
      // A row of one column is no row to compare; a constant makes it one.
      '1',
    ].join(', ');
  return `(
  select ${c.keys.map((key) => `coalesce(s.${key}, r.${key}) as ${key}`).join(', ')},
    ${[...c.numbers, ...c.instants].map((x) => `s."${x}" as "s_${x}", r."${x}" as "r_${x}"`).join(', ')}
  from ${stored} s full join ${c.recounted} r
    on ${c.keys.map((key) => `s.${key} = r.${key}`).join(' and ')}
  where (${side('s')}) is distinct from (${side('r')}))`;
}
