import type { RecentReferrals, RecentReferralsQuery } from '../../contract/index.ts';
import { all, raw, type Sql, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { type FactList, factPage, factTotals, filtersIn, matching } from './fact-page.ts';
import { factPeople, refuseOrder } from './fact-people.ts';
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
const FILTERS = ['search', 'code', 'referrerId', 'referees', 'groupBy', 'sortBy'] as const;

/**
 * GET /referrals/recent: referrals, latest first; with `referees` each referred user's latest one, with `groupBy` who
 * made them. A page goes on after the last row shown, so referrals made meanwhile move nothing.
 *
 * @throws BadRequest for a range that can't be served or a foreign cursor
 */
export function run(ctx: ReportContext, query: ListQuery): Promise<RecentReferrals> {
  refuseOrder(query, 'referrer');
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const range = await rangeIn(r, query, scope);
    const list = await listOf(r, query, range, scope);
    const { pageSize, ...page } = await (query.groupBy ? referrersOf : referralsOf)(r, query, list);
    const first =
      query.cursor === undefined
        ? await factTotals(r, list, {
            totalRows: sql`count(*)`,
            totalUsers: sql`count(distinct t.referrer_id)`,
            totalCredits: sql`sum(t.credit_reward)`,
          })
        : null;
    return {
      ...page,
      ...(first && { totalUsers: first.totalUsers, totalCredits: first.totalCredits }),
      meta: {
        start: range && at(range.start),
        end: range && at(range.end),
        timezone: query.timezone ?? ctx.zone,
        computedAt: at(ctx.now),
        pageSize,
        ...(first && { totalRows: first.totalRows }),
        filters: { ...scope.echo, ...filtersIn(query, FILTERS) },
        sample: ctx.sample,
      },
    };
  });
}

async function referralsOf(r: ReportReader, query: ListQuery, list: FactList) {
  const { rows, ...page } = await factPage<Row>(r, list, query);
  const profile = await profilesOf(
    r,
    rows.flatMap((row) => [row.referrer, row.referee]),
  );
  const party = (id: string) => ({ id, email: profile(id).email, name: profile(id).name });
  const referrals = rows.map((row) => ({
    id: row.id,
    referrer: party(row.referrer),
    referee: party(row.referee),
    code: row.code,
    creditReward: row.creditReward,
    timestamp: row.createdAt.toISOString(),
  }));
  return { ...page, referrals };
}

/** Who referred, and what they earned by it. */
async function referrersOf(r: ReportReader, { sortBy = 'count', ...query }: ListQuery, list: FactList) {
  const sums = { credits: sql`sum(t.credit_reward)` };
  const { people, ...page } = await factPeople(r, list, { person: 't.referrer_id', sums, sortBy }, query);
  return {
    ...page,
    referrals: [],
    people: people.map((row) => ({ ...row, credits: Number(row.credits) })),
  };
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
  if (range && query.referees) where.push(latestOfEach(r, query, range, scope));
  else if (range) where.push(within('t.created_at', boundsOf([range])));
  if (range && (query.referees === 'active' || query.referees === 'newActive'))
    where.push(sql`t.referee_id = any(${await activeReferees(r, range, scope, askedOf(query))}::text[])`);
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

/** What of the question retention may leave open: people in place of referrals ask for no more. */
const askedOf = ({ groupBy: _, ...asked }: ListQuery) => asked;

/** One referral a referred user: their last before the range's end, or of those in it the last that the list has. */
function latestOfEach(
  r: ReportReader,
  { referees, referrerId, code }: ListQuery,
  range: Span,
  scope: ReadScope,
): Sql {
  const isNew = referees === 'new' || referees === 'newActive';
  const counted = (o: string) =>
    isNew
      ? all([
          within(`${o}.created_at`, boundsOf([range])),
          ...(referrerId === undefined ? [] : [sql`${raw(o)}.referrer_id = ${referrerId}`]),
          ...(code === undefined ? [] : [sql`${raw(o)}.code = ${code}`]),
        ])
      : sql`${raw(o)}.created_at < ${instant(range.end)}`;
  return sql`${counted('t')} and not exists (
    select 1 from ${r.from.referrals} o
    where o.referee_id = t.referee_id and ${counted('o')}
      and (o.created_at, o.id collate "C") > (t.created_at, t.id collate "C")
      and ${withoutInternal(r, scope, 'o.referee_id', 'o.referrer_id')})`;
}
