import { countingOf } from '../catalogue/index.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import { all, join, raw, type Sql, sql } from '../db/sql.ts';
import { likedOwner } from './platform/community-facts.ts';
import { withoutInternal } from './platform/fact-range.ts';
import type { ReadScope } from './read/activity-scope.ts';
import { at, type ReportReader } from './read/reader.ts';

/** What a report counts: `period=all` begins with the earliest of it. */
export type Counted =
  | 'activity'
  | 'signals'
  | 'accounts'
  | 'creditTransactions'
  | 'payments'
  | 'referrals'
  | 'activityOfReferees'
  | 'communityShares'
  | 'communityLikes';

/** Of these the log tells, or what is kept of it. */
const LOGGED: readonly Counted[] = ['activity', 'signals', 'activityOfReferees'];

/**
 * Milliseconds of the earliest of what a report counts; null where there is nothing. Whose it is matters, not
 * what was done: filters by feature, action or detail move no beginning.
 */
export async function beginningOf(
  r: ReportReader,
  scope: ReadScope,
  counted: readonly Counted[],
): Promise<number | null> {
  const logged = counted.filter((each) => LOGGED.includes(each));
  const others = counted.filter((each) => !LOGGED.includes(each));
  const first = (some: readonly Counted[]) => leastOf(some.map((each) => FIRST[each](r, scope)));
  const rows = await r.rows<{ logged: Date | null; other: Date | null }>(
    sql`select ${first(logged)} as logged, ${first(others)} as other`,
  );
  const { logged: done = null, other = null } = rows[0] ?? {};
  const firsts = [done && toldFrom(r, done.getTime()), other?.getTime() ?? null];
  return firsts.reduce((a, b) => (a === null || b === null ? (a ?? b) : Math.min(a, b)));
}

/** Milliseconds of the latest activity of those who count, in any feature; null where there is none. */
export async function lastActivity(r: ReportReader, scope: ReadScope): Promise<number | null> {
  const { usageStats } = r.ctx.db.tables;
  const rows = await r.rows<{ last: Date | null }>(
    sql`select max(s.last_activity_at) as last from ${usageStats} s where ${of(r, scope, 's.user_id')}`,
  );
  return rows[0]?.last?.getTime() ?? null;
}

/** Removed log is kept by day, on each day's first instant. */
function toldFrom(r: ReportReader, first: number): number {
  const { zone, logStart = Number.NEGATIVE_INFINITY } = r.ctx;
  return first < logStart ? startOfDay(dayOf(first, zone), zone) : first;
}

const leastOf = (firsts: readonly Sql[]): Sql =>
  firsts.length === 0
    ? sql`null::timestamptz`
    : sql`least(${join(
        firsts.map((first) => sql`(${first})`),
        sql`, `,
      )})`;

const FIRST: Readonly<Record<Counted, (r: ReportReader, scope: ReadScope) => Sql>> = {
  activity(r, scope) {
    const { usageStats, chronicleKept } = r.ctx.db.tables;
    const people = sql`select min(s.first_activity_at) from ${usageStats} s
      where ${by(r, scope, 's.user_id')}`;
    // Of erased users the quarter of an hour is known, or the day.
    const erased = sql`select min(start_at) from ${chronicleKept}
      where activities > 0 and exists (select 1 from ${r.ctx.db.tables.erasedUsers})`;
    const firsts = [people, ...(scope.users ? [] : [erased])];
    if (scope.internalActions) firsts.push(ofStaff(r, scope, scope.internalActions, people));
    return sql`select ${leastOf(firsts)}`;
  },
  signals(r, scope) {
    const { userSignals, chronicleKept } = r.ctx.db.tables;
    const { counters } = countingOf(r.ctx.catalogue);
    const signals = scope.signals.map((name) => counters.get(name)!.signal);
    if (signals.length === 0) return sql`select null::timestamptz`;
    const there = sql`select min(s.hour) from ${userSignals} s
      where s.signal = any(${signals}::text[]) and ${by(r, scope, 's.user_id')}`;
    return scope.users
      ? there
      : sql`select ${leastOf([there, sql`select min(start_at) from ${chronicleKept}`])}`;
  },
  accounts: (r, scope) =>
    sql`select min(u.joined_at) from ${r.from.users} u where ${dated('u.joined_at')} and ${of(r, scope, 'u.id')}`,
  creditTransactions: (r, scope) =>
    sql`select min(t.created_at) from ${r.from.creditTransactions} t
      where ${dated('t.created_at')} and ${of(r, scope, 't.user_id')}`,
  payments: (r, scope) =>
    sql`${FIRST.creditTransactions(r, scope)} and t.kind in ('purchase', 'subscription')`,
  referrals: (r, scope) =>
    sql`select min(t.created_at) from ${r.from.referrals} t where ${dated('t.created_at')}
      and ${withoutInternal(r, scope, 't.referee_id', 't.referrer_id')}`,
  activityOfReferees: (r, scope) =>
    sql`select min(s.first_activity_at) from ${r.ctx.db.tables.usageStats} s
      where s.user_id in (select t.referee_id from ${r.from.referrals} t
        where ${withoutInternal(r, scope, 't.referee_id', 't.referrer_id')})`,
  communityShares: (r, scope) =>
    sql`select min(t.shared_at) from ${r.from.communityShares} t
      where ${dated('t.shared_at')} and ${stands(r)} and t.kind in ('session', 'media')
        and ${of(r, scope, 't.owner_id')}`,
  communityLikes: (r, scope) =>
    sql`select min(t.created_at) from ${r.from.communityLikes} t
      where ${dated('t.created_at')} and ${stands(r)} and ${of(r, scope, 't.user_id')}
        and ${likedOwner(r, scope)}`,
};

/** That a column names somebody who counts among people. */
function of(r: ReportReader, scope: Pick<ReadScope, 'users' | 'internalPeople'>, column: string): Sql {
  return all([
    withoutInternal(r, scope, column),
    ...(scope.users ? [sql`${raw(column)} = any(${scope.users.ids}::text[])`] : []),
  ]);
}

/** That a column names somebody whose activity counts, whatever it is. */
const by = (r: ReportReader, scope: ReadScope, column: string): Sql =>
  of(r, { ...scope, internalPeople: scope.internalActions === null }, column);

/** What internal accounts did of what counts whoever did it, as far as it is older than what people did. */
function ofStaff(r: ReportReader, scope: ReadScope, actions: readonly string[], people: Sql): Sql {
  const { activityLog, users } = r.ctx.db.tables;
  return sql`select min(l.created_at) from ${activityLog} l
    where l.user_id in (select id from ${users} where internal) and l.action = any(${actions}::text[])
      and l.created_at < coalesce((${people}), 'infinity')
      ${scope.users ? sql`and l.user_id = any(${scope.users.ids}::text[])` : sql``}`;
}

/** A mapped table may say that something was for ever. */
const dated = (column: string): Sql => sql`${raw(column)} > '-infinity'`;

const stands = (r: ReportReader): Sql =>
  sql`(t.removed_at is null or t.removed_at > ${at(r.ctx.now)}::timestamptz)`;
