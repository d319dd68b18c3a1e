import type { RecentReferrals, RecentReferralsQuery } from '../../contract/index.ts';
import { type Sql, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { type FactList, factPage, factTotals, matching } from './fact-page.ts';
import { boundsOf, instant, within, withoutInternal } from './fact-range.ts';
import { activeReferees, REFERRALS } from './referral-facts.ts';

interface Row {
  readonly id: string;
  readonly referrer: string;
  readonly referee: string;
  readonly code: string;
  readonly creditReward: number;
  readonly createdAt: Date;
}

type ListQuery = Omit<RecentReferralsQuery, 'format' | 'columns' | 'bom'>;

/**
 * GET /referrals/recent: referrals, latest first; with `referees` each referred user's latest one. A page goes
 * on after the last row shown, so referrals made meanwhile move nothing.
 *
 * @throws BadRequest for a range that can not be served or a foreign cursor
 */
export function run(ctx: ReportContext, query: ListQuery): Promise<RecentReferrals> {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const range = await rangeIn(r, query, scope);
    const list = await listOf(r, query, range, scope);
    const { rows, nextCursor, pageSize } = await factPage<Row>(r, list, query);
    const profile = await profilesOf(
      r,
      rows.flatMap((row) => [row.referrer, row.referee]),
    );
    const party = (id: string) => ({ id, email: profile(id).email, name: profile(id).name });
    const filters = Object.fromEntries(
      (['search', 'code', 'referrerId', 'referees'] as const).flatMap((name) => {
        const value = query[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const first =
      query.cursor === undefined
        ? await factTotals(r, list, { totalRows: sql`count(*)`, totalCredits: sql`sum(t.credit_reward)` })
        : null;
    return {
      referrals: rows.map((row) => ({
        id: row.id,
        referrer: party(row.referrer),
        referee: party(row.referee),
        code: row.code,
        creditReward: row.creditReward,
        timestamp: row.createdAt.toISOString(),
      })),
      nextCursor,
      ...(first && { totalCredits: first.totalCredits }),
      meta: {
        start: range && at(range.start),
        end: range && at(range.end),
        timezone: query.timezone ?? ctx.zone,
        computedAt: at(ctx.now),
        pageSize,
        ...(first && { totalRows: first.totalRows }),
        filters: { ...scope.echo, ...filters },
        sample: ctx.sample,
      },
    };
  });
}

/** Null where all referrals are listed. Who is active is told of a range in any case, as by the statistics. */
async function rangeIn(r: ReportReader, query: ListQuery, scope: ReadScope): Promise<Span | null> {
  const asked = { ...query, ...LISTED };
  if (query.referees) return rangeOf(r, asked, scope, REFERRALS);
  const given = query.period !== undefined || query.startDate !== undefined || query.endDate !== undefined;
  return given && query.period !== 'all' ? rangeOf(r, asked, scope, ['referrals']) : null;
}

async function listOf(
  r: ReportReader,
  query: ListQuery,
  range: Span | null,
  scope: ReadScope,
): Promise<FactList> {
  const where = [withoutInternal(r, scope, 't.referee_id', 't.referrer_id')];
  if (range && query.referees) where.push(latestOfEach(r, range, scope));
  else if (range) where.push(within('t.created_at', boundsOf([range])));
  if (range && query.referees === 'active')
    where.push(sql`t.referee_id = any(${await activeReferees(r, range, scope, query)}::text[])`);
  if (query.code !== undefined) where.push(sql`t.code = ${query.code}`);
  if (query.referrerId !== undefined) where.push(sql`t.referrer_id = ${query.referrerId}`);
  if (query.search !== undefined) {
    const people = ['t.referrer_id', 't.referee_id'];
    where.push(await matching(r, query.search, { people, texts: ['t.code'] }));
  }
  return {
    relation: r.from.referrals,
    select: sql`t.id, t.referrer_id as referrer, t.referee_id as referee, t.code, t.credit_reward as "creditReward",
      t.created_at as "createdAt"`,
    when: 'created_at',
    tie: 'referee_id',
    where,
  };
}

/** One referral a referred user: the last that was made before the range's end. */
function latestOfEach(r: ReportReader, { end }: Span, scope: ReadScope): Sql {
  const before = instant(end);
  return sql`t.created_at < ${before} and not exists (
    select from ${r.from.referrals} o
    where o.referee_id = t.referee_id and o.created_at < ${before}
      and (o.created_at, o.id collate "C") > (t.created_at, t.id collate "C")
      and ${withoutInternal(r, scope, 'o.referee_id', 'o.referrer_id')})`;
}
