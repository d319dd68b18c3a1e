import { foldPattern, holdsSql } from '../../db/search-fold.ts';
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
  const rows = await r.rows<{ id: string; no: number }>(
    `select id, user_no as no from ${r.ctx.db.relations.users.sql} u
     where ($1::text is null or id = $1)
       and ($2::text is null or ${holdsSql(['id', 'name', 'email'], '$2::text')})
     order by user_no`,
    [q.userId ?? null, q.search === undefined ? null : foldPattern(q.search)],
  );
  return { ids: rows.map((row) => row.id), nos: rows.map((row) => row.no) };
}
