import { sql } from '../../db/sql.ts';
import { membersOf, segmentAsked } from '../segments/named.ts';
import { activityScope, type ReadScope, type ScopeQuery } from './activity-scope.ts';
import { type FoundUsers, findUsers } from './find-users.ts';
import type { ReportReader } from './reader.ts';

export type { ReadScope, ScopeQuery } from './activity-scope.ts';

/** Reads a query's filters, and looks up whom `userId`, `search` and `segment` mean: who is meant by all of them. */
export async function resolveScope(r: ReportReader, query: ScopeQuery): Promise<ReadScope> {
  const scope = await activityScope(r, query);
  const { userId, search } = query;
  const found = userId === undefined && search === undefined ? null : await findUsers(r, { userId, search });
  if (query.segment === undefined) return { ...scope, users: found };
  const segment = await segmentAsked(r, query.segment);
  const { nos } = await membersOf(r, segment);
  return {
    ...scope,
    users: found ? among(found, nos) : await usersOf(r, nos),
    echo: {
      ...scope.echo,
      segment: segment.slug,
      segmentName: segment.name,
      segmentVersion: String(segment.version),
    },
  };
}

function among({ ids, nos }: FoundUsers, members: Int32Array): FoundUsers {
  const theirs = new Set(members);
  const both = nos.flatMap((no, i) => (theirs.has(no) ? [{ no, id: ids[i]! }] : []));
  return { ids: both.map(({ id }) => id), nos: both.map(({ no }) => no) };
}

async function usersOf(r: ReportReader, nos: Int32Array): Promise<FoundUsers> {
  const rows = await r.rows<{ ids: string[] | null; nos: number[] | null }>(
    sql`select array_agg(id order by user_no) as ids, array_agg(user_no order by user_no) as nos
      from ${r.ctx.db.tables.users} where user_no = any(${[...nos]}::int[])`,
  );
  return { ids: rows[0]?.ids ?? [], nos: rows[0]?.nos ?? [] };
}
