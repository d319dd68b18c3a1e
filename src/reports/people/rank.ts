import { raw, type Sql, sql } from '../../db/sql.ts';
import type { ReportReader } from '../read/reader.ts';

export interface RankedUser {
  readonly no: number;
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  /** Milliseconds of the last activity of all; null for everybody while a worker is away that tells it. */
  readonly lastEver: number | null;
}

/** One page of a ranking. */
export interface PageRequest {
  /** By user number. */
  readonly scores: Float64Array;
  /** Who is listed. */
  readonly listed: Int32Array;
  readonly order: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
  /** Equals are ordered by a hash of this and their id, in place of the id. */
  readonly salt?: string | undefined;
}

/**
 * The users of a page, in order; ties by user id. Only users whose score lies between the page's first
 * and last are looked up, so a page costs what its ties cost.
 */
export async function rankPage(r: ReportReader, q: PageRequest): Promise<RankedUser[]> {
  if (q.offset >= q.listed.length || q.limit === 0) return [];
  const sign = q.order === 'desc' ? (-1 as const) : (1 as const);
  const [first, last] = bounds(q, sign);
  let before = 0;
  const nos: number[] = [];
  const scores: number[] = [];
  for (const no of q.listed) {
    const score = sign * q.scores[no]!;
    if (score < first) before++;
    else if (score <= last) {
      nos.push(no);
      scores.push(score);
    }
  }
  return profilesOf(r, nos, scores, { ...q, offset: q.offset - before });
}

/** Counts of scores that are as near to each other as this are tallied; others are sorted. */
const MOST = 1 << 16;

/** The scores of a page's first and last user, low ones first. */
function bounds(q: PageRequest, sign: 1 | -1): [number, number] {
  const from = q.offset;
  const to = Math.min(q.offset + q.limit, q.listed.length) - 1;
  let [lowest, highest] = [0, 0];
  for (const no of q.listed) {
    lowest = Math.min(lowest, q.scores[no]!);
    highest = Math.max(highest, q.scores[no]!);
  }
  if (highest - lowest >= MOST) {
    const sorted = Float64Array.from(q.listed, (no) => sign * q.scores[no]!).sort();
    return [sorted[from]!, sorted[to]!];
  }
  const tally = new Int32Array(highest - lowest + 1);
  for (const no of q.listed) tally[q.scores[no]! - lowest]!++;
  let seen = 0;
  let first = Number.NaN;
  for (let i = 0; i < tally.length; i++) {
    const score = sign === 1 ? lowest + i : highest - i;
    seen += tally[score - lowest]!;
    if (Number.isNaN(first) && seen > from) first = sign * score;
    if (seen > to) return [first, sign * score];
  }
  return [first, first];
}

/** The order of users whose scores are equal; of a salt, one that tells nothing of their ids. */
export function amongEquals(column: string, salt: string | undefined): Sql {
  const id = raw(column);
  return salt === undefined
    ? sql`${id} collate "C"`
    : sql`sha256(convert_to(${salt}::text || ${id}, 'UTF8'))`;
}

async function profilesOf(r: ReportReader, nos: number[], scores: number[], q: PageRequest) {
  const rows = await r.rows<Omit<RankedUser, 'lastEver'> & { lastEver: Date | null }>(
    sql`with p as materialized (
       select u.user_no as no, u.id, u.email, u.name, u.avatar_url as "avatarUrl", i.score
       from unnest(${nos}::int[], ${scores}::float8[]) as i(no, score)
         join ${r.from.users} u on u.user_no = i.no
       order by i.score, ${amongEquals('u.id', q.salt)} offset ${q.offset} limit ${q.limit})
     ${
       r.ctx.away
         ? sql`select p.*, null as "lastEver" from p`
         : sql`select p.*, s.last_activity_at as "lastEver" from p left join ${r.ctx.db.tables.usageStats} s on s.user_id = p.id`
     }
     order by p.score, ${amongEquals('p.id', q.salt)}`,
  );
  return rows.map((row) => ({ ...row, lastEver: row.lastEver?.getTime() ?? null }));
}
