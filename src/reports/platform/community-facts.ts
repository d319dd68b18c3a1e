import { MARKERS } from '../../db/erased.ts';
import { raw, type Sql, sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import { boundsOf, within, withoutInternal } from './fact-range.ts';

export const TOP = 10;

export const COMMUNITY = ['communityShares', 'communityLikes'] as const;

export interface CommunityPoint {
  sharedSessions: number;
  sharedMedia: number;
  totalLikes: number;
}

/** What still stood at an instant: `removed_at` isn't before it. */
export const standing = (end: Sql, of = 't'): Sql =>
  sql`(${raw(of)}.removed_at is null or ${raw(of)}.removed_at >= ${end})`;

/** Leaves out likes of what an internal account shared. */
export const likedOwner = (r: ReportReader, scope: ReadScope): Sql =>
  scope.internalPeople
    ? sql`true`
    : sql`t.share_id not in (select s.id from ${r.from.communityShares} s
         where s.owner_id in (select id from ${r.ctx.db.tables.users} where internal))`;

/** Shares, as `of`, that got a like before an instant which stands at it. */
export const liked = (r: ReportReader, scope: ReadScope, end: Sql, of: 's' | 't'): Sql =>
  sql`exists (select 1 from ${r.from.communityLikes} l where l.share_id = ${raw(of)}.id and l.created_at < ${end}
    and ${standing(end, 'l')} and ${withoutInternal(r, scope, 'l.user_id')})`;

/** Shares and likes made in each bucket and standing at the end of the last. */
export async function communityIn(
  r: ReportReader,
  buckets: readonly Span[],
  scope: ReadScope,
): Promise<CommunityPoint[]> {
  const bounds = boundsOf(buckets);
  const points = buckets.map(() => ({ sharedSessions: 0, sharedMedia: 0, totalLikes: 0 }));
  const shares = await r.rows<{ bucket: number; kind: string; n: number }>(
    sql`select width_bucket(t.shared_at, ${bounds.begins}) as bucket, t.kind, count(*) as n
     from ${r.from.communityShares} t where ${within('t.shared_at', bounds)} and ${standing(bounds.end)}
       and ${withoutInternal(r, scope, 't.owner_id')} group by 1, 2`,
  );
  for (const { bucket, kind, n } of shares) {
    if (kind === 'session') points[bucket - 1]!.sharedSessions += n;
    if (kind === 'media') points[bucket - 1]!.sharedMedia += n;
  }
  const likes = await r.rows<{ bucket: number; n: number }>(
    sql`select width_bucket(t.created_at, ${bounds.begins}) as bucket, count(*) as n
     from ${r.from.communityLikes} t where ${within('t.created_at', bounds)} and ${standing(bounds.end)}
       and ${withoutInternal(r, scope, 't.user_id')} and ${likedOwner(r, scope)} group by 1`,
  );
  for (const { bucket, n } of likes) points[bucket - 1]!.totalLikes += n;
  return points;
}

export interface Contributor {
  readonly id: string;
  readonly shares: number;
  readonly sharedSessions: number;
  readonly sharedMedia: number;
  readonly likesReceived: number;
}

/** Who shared or was liked in a span, the most active first, and how many shared at all. */
export async function contributorsIn(
  r: ReportReader,
  span: Span,
  scope: ReadScope,
): Promise<{ contributors: number; top: Contributor[] }> {
  const bounds = boundsOf([span]);
  const stands = standing(bounds.end);
  const rows = await r.rows<Contributor & { contributors: number }>(
    // Likes find their share's owner by id alone, so the likes are counted by share first. Erased users count, and
    // nobody is told of in their place.
    sql`with made as (
       select t.owner_id as id, count(*) filter (where t.kind = 'session') as sessions,
         count(*) filter (where t.kind = 'media') as media
       from ${r.from.communityShares} t where ${within('t.shared_at', bounds)} and ${stands}
         and t.kind in ('session', 'media') and ${withoutInternal(r, scope, 't.owner_id')} group by 1
     ), liked as materialized (
       select t.share_id, count(*) as n
       from ${r.from.communityLikes} t where ${within('t.created_at', bounds)} and ${stands}
         and ${withoutInternal(r, scope, 't.user_id')} group by 1
     ), received as (
       select s.owner_id as id, sum(liked.n) as likes
       from liked join ${r.from.communityShares} s on s.id = liked.share_id
       where ${withoutInternal(r, scope, 's.owner_id')} group by 1
     )
     select coalesce(made.id, received.id) as id, coalesce(sessions + media, 0) as shares,
       coalesce(sessions, 0) as "sharedSessions", coalesce(media, 0) as "sharedMedia",
       coalesce(likes, 0) as "likesReceived", (select count(*) from made) as contributors
     from made full join received on received.id = made.id
     where coalesce(made.id, received.id) <> all(${MARKERS}::text[])
     order by shares desc, "likesReceived" desc, coalesce(made.id, received.id) collate "C" limit ${TOP}`,
  );
  return {
    contributors: rows[0]?.contributors ?? 0,
    top: rows.map(({ contributors: _, ...row }) => row),
  };
}
