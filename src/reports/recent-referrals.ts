import type { RecentReferrals, RecentReferralsQuery } from '../contract/index.ts';
import type { ReportContext } from './context.ts';
import { BadRequest } from './errors.ts';
import { withoutInternal } from './fact-range.ts';
import { escapeLike, findUsers } from './find-users.ts';
import { rangeOf } from './meta.ts';
import { profilesOf } from './profiles.ts';
import { at, type Reader, read } from './reader.ts';
import { resolveScope } from './scope.ts';

interface Row {
  readonly id: string;
  readonly referrer: string;
  readonly referee: string;
  readonly code: string;
  readonly creditReward: number;
  readonly createdAt: Date;
  /** Microseconds since 1970: a mapped table may keep more than milliseconds. */
  readonly micros: number;
}

/**
 * GET /referrals/recent: referrals, latest first. A page goes on after the last row shown, so referrals made
 * meanwhile move nothing.
 *
 * @throws BadRequest for a range that can not be served or a foreign cursor
 */
export function run(
  ctx: ReportContext,
  query: Omit<RecentReferralsQuery, 'format' | 'columns' | 'bom'>,
): Promise<RecentReferrals> {
  return read(ctx, async (r) => {
    const given = query.period !== undefined || query.startDate !== undefined || query.endDate !== undefined;
    const range =
      given && query.period !== 'all'
        ? await rangeOf(r, { ...query, compare: 'none', interval: 'month' })
        : null;
    const { internalPeople, echo } = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const values: unknown[] = [];
    const p = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
    const where = [withoutInternal(r, { internalPeople }, 't.referee_id', 't.referrer_id')];
    if (range)
      where.push(
        `t.created_at >= ${p(at(range.start), 'timestamptz')} and t.created_at < ${p(at(range.end), 'timestamptz')}`,
      );
    if (query.code !== undefined) where.push(`t.code = ${p(query.code, 'text')}`);
    if (query.search !== undefined) where.push(await matching(r, query.search, p));
    if (query.cursor !== undefined) where.push(after(decode(query.cursor), p));

    const pageSize = query.pageSize ?? 20;
    const rows = await r.rows<Row>(
      `select t.id, t.referrer_id as referrer, t.referee_id as referee, t.code, t.credit_reward as "creditReward",
         t.created_at as "createdAt", (extract(epoch from t.created_at) * 1000000)::bigint as micros
       from ${ctx.db.relations.referrals.sql} t where ${where.join(' and ')}
       order by t.created_at desc, t.id collate "C" desc, t.referee_id collate "C" desc limit ${pageSize + 1}`,
      values,
    );
    const page = rows.slice(0, pageSize);
    const profile = await profilesOf(
      r,
      page.flatMap((row) => [row.referrer, row.referee]),
    );
    const party = (id: string) => ({ id, email: profile(id).email, name: profile(id).name });
    const { search, code } = query;
    return {
      referrals: page.map((row) => ({
        id: row.id,
        referrer: party(row.referrer),
        referee: party(row.referee),
        code: row.code,
        creditReward: row.creditReward,
        timestamp: row.createdAt.toISOString(),
      })),
      nextCursor: rows.length > pageSize ? encode(page.at(-1)!) : null,
      meta: {
        start: range && at(range.start),
        end: range && at(range.end),
        timezone: query.timezone ?? ctx.zone,
        computedAt: at(ctx.now),
        pageSize,
        filters: { ...echo, ...(search !== undefined && { search }), ...(code !== undefined && { code }) },
        sample: ctx.sample,
      },
    };
  });
}

type Parameter = (value: unknown, type: string) => string;

/** Either side by profile or id, also one whom nobody identified, or the code. */
async function matching(r: Reader, search: string, p: Parameter): Promise<string> {
  const { ids } = await findUsers(r, { userId: undefined, search });
  const like = p(`%${escapeLike(search)}%`, 'text');
  const found = p(ids, 'text[]');
  const columns = ['t.referrer_id', 't.referee_id'];
  return `(${[...columns, 't.code'].map((column) => `${column} ilike ${like}`).join(' or ')}
    or ${columns.map((column) => `${column} = any(${found})`).join(' or ')})`;
}

type Place = readonly [micros: number, id: string, referee: string];

function after([micros, id, referee]: Place, p: Parameter): string {
  const instant = `(timestamptz 'epoch' + ${p(micros, 'float8')} * interval '1 microsecond')`;
  return `t.created_at <= ${instant} and (t.created_at, t.id collate "C", t.referee_id collate "C")
    < (${instant}, ${p(id, 'text')}, ${p(referee, 'text')})`;
}

const encode = ({ micros, id, referee }: Row): string =>
  Buffer.from(JSON.stringify([micros, id, referee] satisfies Place)).toString('base64url');

const LAST = Date.UTC(9999, 0, 1) * 1_000;
const storable = (value: unknown) =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');

function decode(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 3) {
      const [micros, id, referee] = place;
      if (Number.isSafeInteger(micros) && Math.abs(micros) < LAST && storable(id) && storable(referee))
        return [micros, id, referee];
    }
  } catch {
    // Told below, as every other cursor that is not ours.
  }
  throw new BadRequest({ cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' });
}
