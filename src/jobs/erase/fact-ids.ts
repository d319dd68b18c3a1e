import type pg from 'pg';
import type { Database } from '../../db/connect.ts';
import { type Person, patternOf, withoutPerson } from '../../db/naming.ts';
import { holds } from '../../db/search-fold.ts';
import { raw, sql, statement } from '../../db/sql.ts';

/** Ids and codes that a platform made itself, and may have made of a user's id. */
const COLUMNS = [
  ['credit_transactions', 'id'],
  ['referrals', 'id'],
  ['referrals', 'code'],
  ['community_shares', 'id'],
  ['community_likes', 'id'],
  ['community_likes', 'share_id'],
] as const;

/**
 * Facts of others whose ids or codes hold the person, such as a like of `session-of-user-17`, get the alias
 * there: the same in each place, so that a like still finds its share.
 *
 * @returns rows changed, by table
 */
export async function redactFactIds(
  db: Database,
  client: pg.PoolClient,
  person: Person,
  alias: string,
): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  for (const [table, column] of COLUMNS) {
    const { rows } = await client.query<{ text: string }>(
      statement(
        sql`select distinct ${raw(column)} as text from ${raw(`${db.s}.${table}`)} f
          where ${holds([`f.${column}`], sql`${patternOf(person)}::text`)}`,
      ),
    );
    const found = rows.map(({ text }) => [text, withoutPerson(text, person, alias)] as const);
    const named = found.filter(([before, after]) => before !== after);
    if (named.length === 0) continue;
    const { rowCount } = await client.query(
      `update ${db.s}.${table} f set ${column} = i.after from unnest($1::text[], $2::text[]) as i(before, after)
       where f.${column} = i.before`,
      [named.map(([before]) => before), named.map(([, after]) => after)],
    );
    changed[table] = (changed[table] ?? 0) + (rowCount ?? 0);
  }
  return changed;
}
