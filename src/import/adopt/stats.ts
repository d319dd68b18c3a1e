import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { readId, Unreadable } from '../../contract/index.ts';
import type { CountedElsewhere } from '../../ingest/counted-elsewhere.ts';
import { foldName, type OldTable } from './find.ts';
import { instantSql } from './log-input.ts';

/** Counters of the catalogue that a table has a column of. */
export const countersIn = (c: CatalogueInput, table: OldTable): string[] =>
  Object.keys(c.counters).filter((counter) => table.columns.has(foldName(counter)));

const BATCH = 1_000;
const MOST = 2_147_483_647;

/** A user whose counters can't be taken. */
export interface RefusedUser {
  readonly userId: string | null;
  readonly message: string;
}

/** A SELECT of each user's counters as JSON: columns u, counters, first, last. */
export function statsSql(c: CatalogueInput, table: OldTable, timezone: string): string {
  const column = (name: string) => table.columns.get(foldName(name));
  const counters = countersIn(c, table);
  const sums = counters.map((counter) => `coalesce(sum(${column(counter)!.sql}), 0)::text`);
  const instant = (name: string, side: string) => {
    const found = column(name);
    return found
      ? `to_char(${side}(${instantSql(found, timezone)}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : 'null';
  };
  return `select ${column('user_id')!.sql}::text as u, array[${sums.join(', ')}]::text[] as counters,
    ${instant('first_activity_at', 'min')} as first, ${instant('last_activity_at', 'max')} as last
    from ${table.from} group by 1`;
}

/**
 * Reads the platform's counters through a cursor, some users at a time.
 *
 * @param client in the transaction whose snapshot is read
 */
export async function* readStats(
  client: pg.ClientBase,
  c: CatalogueInput,
  table: OldTable,
  timezone: string,
): AsyncGenerator<{ users: CountedElsewhere[]; refused: RefusedUser[] }> {
  const names = countersIn(c, table);
  const read = fetched<{ u: string | null; counters: string[]; first: string | null; last: string | null }>(
    client,
    statsSql(c, table, timezone),
  );
  for await (const rows of read) {
    const users: CountedElsewhere[] = [];
    const refused: RefusedUser[] = [];
    for (const { u, counters, first, last } of rows) {
      const userId = readId(u);
      const numbers = counters.map(Number);
      const wrong = numbers.findIndex((n) => !Number.isInteger(n) || Math.abs(n) > MOST);
      if (typeof userId !== 'string')
        refused.push({
          userId: u,
          message: userId instanceof Unreadable ? `the user's id ${userId.why}` : 'the row names no user',
        });
      else if (wrong >= 0)
        refused.push({
          userId,
          message: `${names[wrong]} is ${counters[wrong]}; takes a whole number up to ${MOST}`,
        });
      else
        users.push({
          userId,
          counters: Object.fromEntries(names.map((name, i) => [name, numbers[i]!])),
          firstActivityAt: first,
          lastActivityAt: last,
        });
    }
    yield { users, refused };
  }
}

/** Rows of a query by a cursor of the client's transaction. */
export async function* fetched<T extends pg.QueryResultRow>(
  client: pg.ClientBase,
  sql: string,
): AsyncGenerator<T[]> {
  await client.query(`declare adopted no scroll cursor for ${sql}`);
  for (;;) {
    const { rows } = await client.query<T>(`fetch ${BATCH} from adopted`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) break;
  }
  await client.query('close adopted');
}
