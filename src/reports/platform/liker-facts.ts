import type { LikesBy } from '../../contract/index.ts';
import { MARKERS } from '../../db/erased.ts';
import { all, type Sql, sql } from '../../db/sql.ts';
import { after } from '../../store/sink.ts';
import { bucketsOf } from '../range/buckets.ts';
import type { Range } from '../range/period.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import { isByTime, keysOf } from './by-time.ts';
import { liked, likedOwner, standing } from './community-facts.ts';
import { boundsOf, within, withoutInternal } from './fact-range.ts';

/** Of shares that nobody told of, and of erased owners. */
export const UNKNOWN = '';

export interface Liker {
  readonly no: number;
  /** Their first like of all. */
  readonly at: number;
  /** The row that they stand in; null where their first like was before the range. */
  readonly key: string | null;
}

const keyOf = (by: LikesBy): Sql =>
  by === 'owner'
    ? sql`case when s.owner_id = any(${MARKERS}::text[]) then ${UNKNOWN} else s.owner_id end`
    : sql`case when s.kind in ('session', 'media') then s.kind end`;

/** Likes that stand at the end of a range, whenever they were given. */
const likes = (r: ReportReader, scope: ReadScope, end: Sql): Sql =>
  all([
    sql`t.created_at < ${end}`,
    standing(end),
    withoutInternal(r, scope, 't.user_id'),
    likedOwner(r, scope),
    sql`t.user_id <> all(${MARKERS}::text[])`,
  ]);

/** Everybody who gave a like in the range, by their first like of all. */
export async function likersIn(
  r: ReportReader,
  range: Range,
  scope: ReadScope,
  by: LikesBy,
): Promise<Liker[]> {
  const bounds = boundsOf([range]);
  const counted = likes(r, scope, bounds.end);
  const rows = await r.rows<{ no: number; at: Date; key: string }>(
    sql`select u.user_no as no, f.created_at as at, coalesce(${keyOf(by)}, ${UNKNOWN}) as key
     from (select distinct t.user_id from ${r.from.communityLikes} t
       where ${within('t.created_at', bounds)} and ${counted}) l
     join ${r.ctx.db.tables.users} u on u.id = l.user_id
     cross join lateral (select t.share_id, t.created_at from ${r.from.communityLikes} t
       where t.user_id = l.user_id and ${counted} order by t.created_at, t.id collate "C" limit 1) f
     left join lateral (select * from ${r.from.communityShares} s
       where s.id = f.share_id order by s.owner_id collate "C" limit 1) s on true`,
  );
  const time = isByTime(by) && { keys: keysOf(range, by), starts: startsOf(range, by) };
  return rows.map(({ no, at, key }) => {
    const ms = at.getTime();
    const inRange = time ? time.keys[after(time.starts, ms) - 1]! : key;
    return { no, at: ms, key: ms < range.start ? null : inRange };
  });
}

const startsOf = (range: Range, by: 'week' | 'month') =>
  Float64Array.from(bucketsOf(range, by, range.timezone), ({ start }) => start);

export interface SharesOf {
  readonly key: string;
  readonly shared: number;
  /** Got a like before the end of the range. */
  readonly liked: number;
}

/** What was shared in the range, by row. */
export async function sharesBy(
  r: ReportReader,
  range: Range,
  scope: ReadScope,
  by: LikesBy,
): Promise<Map<string, SharesOf>> {
  const bounds = boundsOf(isByTime(by) ? bucketsOf(range, by, range.timezone) : [range]);
  const key = isByTime(by) ? sql`width_bucket(s.shared_at, ${bounds.begins})::text` : keyOf(by);
  const rows = await r.rows<SharesOf>(
    sql`select ${key} as key, count(*) as shared, count(*) filter (where ${liked(r, scope, bounds.end, 's')}) as liked
     from ${r.from.communityShares} s where ${within('s.shared_at', bounds)} and ${standing(bounds.end, 's')}
       and s.kind in ('session', 'media') and ${withoutInternal(r, scope, 's.owner_id')} group by 1`,
  );
  const keys = isByTime(by) ? keysOf(range, by) : null;
  return new Map(
    rows.map((row) => {
      const named = keys ? keys[Number(row.key) - 1]! : row.key;
      return [named, { ...row, key: named }];
    }),
  );
}
