import { MARKERS } from '../../db/erased.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { ReadScope } from '../read/scope.ts';
import { boundsOf, withoutInternal } from './fact-range.ts';

export const TOP = 10;

export const COMMUNITY = ['communityShares', 'communityLikes'] as const;

export interface CommunityPoint {
  sharedSessions: number;
  sharedMedia: number;
  totalLikes: number;
}

/** What still stood at an instant: `removed_at` is not before it. */
export const standing = (end: string) => `(t.removed_at is null or t.removed_at >= ${end})`;

/** Leaves out likes of what an internal account shared. */
export const likedOwner = (r: ReportReader, scope: ReadScope): string =>
  scope.internalPeople
    ? 'true'
    : `t.share_id not in (select s.id from ${r.ctx.db.relations.communityShares.sql} s
         where s.owner_id in (select id from ${r.s}.users where internal))`;

/** Shares and likes made in each bucket and standing at the end of the last. */
export async function communityIn(
  r: ReportReader,
  buckets: readonly Span[],
  scope: ReadScope,
): Promise<CommunityPoint[]> {
  const { communityShares, communityLikes } = r.ctx.db.relations;
  const points = buckets.map(() => ({ sharedSessions: 0, sharedMedia: 0, totalLikes: 0 }));
  const shares = await r.rows<{ bucket: number; kind: string; n: number }>(
    `select width_bucket(t.shared_at, $1::timestamptz[]) as bucket, t.kind, count(*) as n
     from ${communityShares.sql} t where t.shared_at >= $2 and t.shared_at < $3 and ${standing('$3')}
       and ${withoutInternal(r, scope, 't.owner_id')} group by 1, 2`,
    boundsOf(buckets),
  );
  for (const { bucket, kind, n } of shares) {
    if (kind === 'session') points[bucket - 1]!.sharedSessions += n;
    if (kind === 'media') points[bucket - 1]!.sharedMedia += n;
  }
  const likes = await r.rows<{ bucket: number; n: number }>(
    `select width_bucket(t.created_at, $1::timestamptz[]) as bucket, count(*) as n
     from ${communityLikes.sql} t where t.created_at >= $2 and t.created_at < $3 and ${standing('$3')}
       and ${withoutInternal(r, scope, 't.user_id')} and ${likedOwner(r, scope)} group by 1`,
    boundsOf(buckets),
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
  const { communityShares, communityLikes } = r.ctx.db.relations;
  const rows = await r.rows<Contributor & { contributors: number }>(
    // Likes find their share's owner by id alone, so the likes are counted by share first.
    `with made as (
       select t.owner_id as id, count(*) filter (where t.kind = 'session') as sessions,
         count(*) filter (where t.kind = 'media') as media
       from ${communityShares.sql} t where t.shared_at >= $1 and t.shared_at < $2 and ${standing('$2')}
         and t.kind in ('session', 'media') and ${withoutInternal(r, scope, 't.owner_id')} group by 1
     ), liked as materialized (
       select t.share_id, count(*) as n
       from ${communityLikes.sql} t where t.created_at >= $1 and t.created_at < $2 and ${standing('$2')}
         and ${withoutInternal(r, scope, 't.user_id')} group by 1
     ), received as (
       select s.owner_id as id, sum(liked.n) as likes
       from liked join ${communityShares.sql} s on s.id = liked.share_id
       where ${withoutInternal(r, scope, 's.owner_id')} group by 1
     )
     select coalesce(made.id, received.id) as id, coalesce(sessions + media, 0) as shares,
       coalesce(sessions, 0) as "sharedSessions", coalesce(media, 0) as "sharedMedia",
       coalesce(likes, 0) as "likesReceived", (select count(*) from made) as contributors
     from made full join received on received.id = made.id
     where coalesce(made.id, received.id) <> all($3::text[])
     order by shares desc, "likesReceived" desc, coalesce(made.id, received.id) collate "C" limit ${TOP}`,
    // Erased users count, and nobody is told of in their place.
    [at(span.start), at(span.end), MARKERS],
  );
  return {
    contributors: rows[0]?.contributors ?? 0,
    top: rows.map(({ contributors: _, ...row }) => row),
  };
}
