import type { Queryable } from './connect.ts';
import { join, raw, type Sql, sql, statement } from './sql.ts';

/** A question to the database, and what its rows tell. */
export interface Ask<T> {
  /** A SELECT. Its values come as JSON has them: instants as text, nothing beyond what a number carries. */
  readonly sql: Sql;
  // biome-ignore lint/suspicious/noExplicitAny: rows are what the SELECT beside it gives
  read(rows: any[]): T;
}

/**
 * Several questions in one round trip, of one snapshot.
 *
 * @example
 * const [users] = await together(db.pool, [{ sql: sql`select id from ${db.tables.users}`, read: (rows) => rows }]);
 */
export async function together<T extends readonly unknown[]>(
  client: Queryable,
  asks: { readonly [I in keyof T]: Ask<T[I]> },
): Promise<T> {
  const lists = asks.map(
    (ask, i) => sql`(select coalesce(json_agg(told), '[]') from (${ask.sql}) told) as ${raw(`list${i}`)}`,
  );
  const { text, values } = statement(sql`select ${join(lists, sql`, `)}`);
  const { rows } = await client.query<Record<string, unknown[]>>(text, values);
  return asks.map((ask, i) => ask.read(rows[0]![`list${i}`]!)) as unknown as T;
}
