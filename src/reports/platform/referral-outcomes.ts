import {
  OUTCOME_STEPS,
  type OutcomeStep,
  type Profile,
  type ReferralOutcome,
  type ReferralOutcomePeopleQuery,
  type ReferralOutcomes,
  type ReferralOutcomesQuery,
} from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { joinedIn } from '../people/listed.ts';
import { peopleOf } from '../people/people.ts';
import { profilesInOrder, profilesOf } from '../people/profiles.ts';
import { bucketsOf } from '../range/buckets.ts';
import { type FirstDays, firstDaysOf } from '../range/first-days.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED, type Range } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { resolveScope } from '../read/scope.ts';
import { look, type Seen, whoseOf } from '../read/seen.ts';
import { type ByTime, isByTime, keysOf, rowsOf } from './by-time.ts';
import { boundsOf, withoutInternal } from './fact-range.ts';

type Asked = Pick<
  ReferralOutcomesQuery,
  'by' | 'within' | 'period' | 'startDate' | 'endDate' | 'timezone' | 'excludeInternal'
>;
/** Rows that are told of one by one. */
const TOLD = 100;

/** What became of somebody who signed up in the range. */
interface Person {
  readonly no: number;
  /** What they are told by; null where nobody referred them, by code and referrer. */
  readonly key: string | null;
  readonly referred: boolean;
  /** Their days aren't over. */
  readonly open: boolean;
  readonly did: Readonly<Record<OutcomeStep, boolean>>;
  readonly revenue: bigint;
  readonly credits: number;
}

/**
 * GET /referrals/outcomes: of people who signed up in the range, what became of those who were referred, by their first
 * referral, and of all others, up to now or within some days.
 *
 * @param told rows by code and referrer at most
 * @throws BadRequest for a range that can't be served
 */
export function run(
  ctx: ReportContext,
  query: ReferralOutcomesQuery,
  told = TOLD,
): Promise<ReferralOutcomes> {
  return read(ctx, async (r) => {
    const { v, range, people } = await ask(r, query);
    const referred = people.filter((person) => person.referred);
    const others = people.filter((person) => !person.referred);
    const groups = rowsOf(isByTime(query.by) ? people : referred);
    const rows = (isByTime(query.by) ? keysOf(range, query.by) : [...groups.keys()]).map((key) => {
      const group = groups.get(key) ?? [];
      return {
        key,
        referrer: null as Profile | null,
        ...outcomeOf(group.filter((person) => person.referred)),
        otherwise: isByTime(query.by) ? outcomeOf(group.filter((person) => !person.referred)) : null,
      };
    });
    if (!isByTime(query.by))
      rows.sort((a, b) => b.signedUp - a.signedUp || (a.key < b.key ? -1 : 1)).splice(told);
    if (query.by === 'referrer') {
      const profile = await profilesOf(
        r,
        rows.map(({ key }) => key),
      );
      for (const row of rows) row.referrer = profile(row.key);
    }
    return {
      currency: ctx.currency,
      referred: outcomeOf(referred),
      otherwise: outcomeOf(others),
      rows,
      meta: metaOf(ctx, range, {
        ...readOf(v),
        filters: { ...v.scope.echo, ...echoOf(query) },
        totalRows: isByTime(query.by) ? rows.length : groups.size,
        source: v.source,
      }),
    };
  });
}

/**
 * GET /referrals/outcomes/people: a page of who is behind a number, in the order in which they were first known.
 *
 * @throws BadRequest for a range that can't be served
 */
export const people = peoplePage(find);
export const exportReferralOutcomePeople = peopleFile(find);

async function find(
  r: ReportReader,
  query: Omit<ReferralOutcomePeopleQuery, 'format' | 'bom'>,
): Promise<Found<Profile>> {
  const { key, came, step } = query;
  const asked = await ask(r, query);
  const nos = Int32Array.from(
    asked.people
      .filter(({ referred }) => referred === (came === 'referred'))
      .filter((person) => person.did[step] && (key === undefined || person.key === key))
      .map(({ no }) => no),
  ).sort();
  return {
    v: asked.v,
    range: asked.range,
    filters: { ...echoOf(query), came, step, ...(key !== undefined && { key }) },
    total: nos.length,
    columns: WHO,
    rows: (from, to) => profilesInOrder(r, nos.subarray(from, to)),
  };
}

const echoOf = ({ by, within }: Asked): Record<string, string> => ({
  by,
  ...(within !== undefined && { within: String(within) }),
});

async function ask(r: ReportReader, query: Asked) {
  const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
  const range = await rangeOf(r, { ...query, ...LISTED }, scope, ['accounts']);
  const nos = await joinedIn(r, range, scope);
  const firstDays = query.within === undefined ? null : firstDaysOf(range, query.within, r.ctx.now);
  const joined = firstDays && (await joiningOf(r, nos));
  // What they did since; of a range that lies ahead nothing.
  const since = { start: firstDays?.days[0] ?? range.start, end: Math.max(r.ctx.now, range.start + 1) };
  const v = await look(r, scope, [since], { asked: query, counts: 'people' });
  const { activities, made } = joined
    ? await doneIn(v, since, joined, firstDays!)
    : await doneSince(r, v, since);
  const periods = isByTime(query.by) ? await periodsOf(r, nos, range, query.by) : null;
  const paid = await paymentsOf(r, nos, (no) => firstDays?.of(joined![no]!) ?? since);
  const referrals = await referralsOf(r, scope);
  const people = Array.from(nos, (no): Person => {
    const referral = referrals.get(no);
    const money = paid.get(no);
    const by = periods ? periods.get(no) : query.by === 'code' ? referral?.code : referral?.referrer;
    return {
      no,
      key: by ?? null,
      referred: referral !== undefined,
      open: firstDays !== null && firstDays.of(joined![no]!).end > r.ctx.now,
      did: {
        signedUp: true,
        active: activities[no]! > 0,
        created: made[no]! > 0,
        paid: money?.paid ?? false,
      },
      revenue: BigInt(money?.revenue ?? 0),
      credits: referral?.credits ?? 0,
    };
  });
  return { v, range, people };
}

/** The first day of the week or month in which each signed up. */
async function periodsOf(r: ReportReader, nos: Int32Array, range: Range, by: ByTime) {
  const keys = keysOf(range, by);
  const { begins } = boundsOf(bucketsOf(range, by, range.timezone));
  const rows = await r.rows<{ no: number; bucket: number }>(
    sql`select u.user_no as no, width_bucket(u.joined_at, ${begins}) as bucket
     from ${r.from.users} u where u.user_no = any(${[...nos]}::int[])`,
  );
  return new Map(rows.map(({ no, bucket }) => [no, keys[bucket - 1]!]));
}

function outcomeOf(people: readonly Person[]): ReferralOutcome {
  const counted = OUTCOME_STEPS.map((step) => [step, people.filter(({ did }) => did[step]).length]);
  return {
    ...(Object.fromEntries(counted) as Record<OutcomeStep, number>),
    open: people.filter(({ open }) => open).length,
    revenue: Number(people.reduce((sum, { revenue }) => sum + revenue, 0n)),
    credits: people.reduce((sum, { credits }) => sum + credits, 0),
  };
}

/** By number of the user: when they signed up, NaN for all others. */
async function joiningOf(r: ReportReader, nos: Int32Array): Promise<Float64Array> {
  const rows = await r.rows<{ no: number; at: Date }>(
    sql`select user_no as no, joined_at as at from ${r.from.users} u where user_no = any(${[...nos]}::int[])`,
  );
  const joined = new Float64Array(Math.max(0, ...nos) + 1).fill(Number.NaN);
  for (const { no, at } of rows) joined[no] = at.getTime();
  return joined;
}

interface Done {
  readonly activities: ArrayLike<number>;
  readonly made: ArrayLike<number>;
}

async function doneSince(r: ReportReader, v: Seen, since: Span): Promise<Done> {
  const { activities, scores } = await peopleOf(r, v, since, ['totalActivity']);
  return { activities, made: scores.get('totalActivity')! };
}

/** Who did anything, and who made something, each in their own days. */
async function doneIn(v: Seen, span: Span, joined: Float64Array, { days, length }: FirstDays): Promise<Done> {
  const begins = new Float64Array(v.mask.length).fill(Number.NaN);
  begins.set(joined.subarray(0, begins.length));
  const weights = v.weights('totalActivity');
  const counted = [
    Int32Array.from(v.passes, (passes) => passes - 1),
    weights.map((weight) => (weight > 0 ? 0 : -1)),
  ];
  const answers = await v.walk(
    counted.map((groups) => ({
      sink: 'firstUse' as const,
      span,
      ...whoseOf(v),
      passes: v.passesAll ? null : v.passes,
      groups,
      groupCount: 1,
      begins,
      days,
      length,
      now: span.end,
      list: { group: 0, by: 'used' as const, state: null },
    })),
  );
  const [activities, made] = answers.map(({ list }) => {
    const there = new Uint8Array(v.mask.length);
    for (const no of list!.users) there[no] = 1;
    return there;
  });
  return { activities: activities!, made: made! };
}

/** By number of the user. */
async function paymentsOf(r: ReportReader, nos: Int32Array, spanOf: (no: number) => Span) {
  const spans = Array.from(nos, spanOf);
  const rows = await r.rows<{ no: number; paid: boolean; revenue: string }>(
    sql`select u.user_no as no, bool_or(t.amount > 0) as paid,
       coalesce(sum(t.amount) filter (where t.kind = 'purchase' and t.currency = ${r.ctx.currency}), 0)::text as revenue
     from ${r.from.creditTransactions} t join ${r.ctx.db.tables.users} u on u.id = t.user_id
     join unnest(${[...nos]}::int[], ${spans.map(({ start }) => at(start))}::timestamptz[],
       ${spans.map(({ end }) => at(end))}::timestamptz[]) as w (no, start_at, end_at) on w.no = u.user_no
     where t.kind in ('purchase', 'subscription') and t.created_at >= w.start_at and t.created_at < w.end_at
     group by 1`,
  );
  return new Map(rows.map(({ no, ...money }) => [no, money]));
}

/** The first referral of everybody who was referred, less those that name an internal account; by number of the user. */
async function referralsOf(r: ReportReader, scope: Parameters<typeof withoutInternal>[1]) {
  const rows = await r.rows<{ no: number; code: string; referrer: string; credits: number }>(
    sql`select distinct on (u.user_no) u.user_no as no, t.code, t.referrer_id as referrer, t.credit_reward as credits
     from ${r.from.referrals} t join ${r.ctx.db.tables.users} u on u.id = t.referee_id
     where ${withoutInternal(r, scope, 't.referee_id', 't.referrer_id')}
     order by u.user_no, t.created_at, t.id collate "C"`,
  );
  return new Map(rows.map(({ no, ...referral }) => [no, referral]));
}
