import { foldPattern, holds } from '../../db/search-fold.ts';
import { all, sql } from '../../db/sql.ts';
import type { ReportReader } from './reader.ts';

export interface FoundUsers {
  readonly ids: readonly string[];
  readonly nos: readonly number[];
}

/** Users by id, by a part of name, e-mail or id, or by both. What a search takes for equal: `foldText`. */
export async function findUsers(
  r: ReportReader,
  q: { userId: string | undefined; search: string | undefined },
): Promise<FoundUsers> {
  const where = q.userId === undefined ? [] : [sql`id = ${q.userId}`];
  if (q.search !== undefined) where.push(holds(['id', 'name', 'email'], sql`${foldPattern(q.search)}::text`));
  const rows = await r.rows<{ id: string; no: number }>(
    sql`select id, user_no as no from ${r.from.users} u where ${all(where)} order by user_no`,
  );
  return { ids: rows.map((row) => row.id), nos: rows.map((row) => row.no) };
}
