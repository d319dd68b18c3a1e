import type { TopUser, UserRow } from '../contract/index.ts';
import { dailyColumns } from '../db/columns.ts';
import { datesBetween } from './calendar.ts';
import type { Span } from './local-time.ts';
import { scanLog } from './log-scan.ts';
import type { People } from './people.ts';
import { dayParts } from './pieces.ts';
import { lastInLog, type Profile } from './rank.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { addValue, bump, countersOf, newTally, sumOf, totalActivityOf, type UsageTally } from './tally.ts';

interface UserTally extends UsageTally {
  activities: number;
}

/** The rows of a page's users: profile, every counter in the span, last activity. */
export async function userRows(
  r: Reader,
  q: {
    profiles: readonly Profile[];
    span: Span;
    scope: Scope;
    people: People;
    unfilled: ReadonlySet<string>;
  },
): Promise<TopUser[]> {
  const c = r.ctx.catalogue;
  const tallies = await talliesOf(r, q);
  const last = await lastOf(r, q, tallies);
  return q.profiles.map((profile) => {
    const tally = tallies.get(profile.id)!;
    const counters = countersOf(c, tally, q.unfilled);
    const lastAt = last.get(profile.id);
    return {
      userId: profile.id,
      email: profile.email,
      name: profile.name,
      avatarUrl: profile.avatarUrl,
      totalActivity: totalActivityOf(c, counters),
      activities: tally.activities,
      lastActivityAt: lastAt === undefined ? null : at(lastAt),
      ...counters,
      byFeature: byFeatureOf(r, tally),
    };
  });
}

/** A row of the list, which has no breakdown by feature. */
export function plainRow({ byFeature: _, ...row }: TopUser): UserRow {
  return row as UserRow;
}

/** Activities by feature, features without any left out. */
export function byFeatureOf(r: Reader, tally: UsageTally): Record<string, number> {
  const { features, actions } = r.ctx.catalogue;
  const names = Object.keys(actions);
  return Object.fromEntries(
    Object.keys(features).flatMap((feature) => {
      const n = sumOf(
        tally.actions,
        names.filter((name) => actions[name]!.feature === feature),
      );
      return n > 0 ? [[feature, n]] : [];
    }),
  );
}

async function talliesOf(
  r: Reader,
  q: { profiles: readonly Profile[]; span: Span; scope: Scope; people: People },
): Promise<Map<string, UserTally>> {
  const tallies = new Map(q.profiles.map(({ id }) => [id, { ...newTally(), activities: 0 } as UserTally]));
  const { from, to } = q.people.fromLog ? { from: '', to: '' } : dayParts(q.span, r.ctx.zone);
  if (from < to && q.profiles.length > 0) {
    const days = datesBetween(from, to);
    if (!q.scope.breakdown) await addColumns(r, days, q.scope, tallies);
    if (q.scope.actions) await addValueRows(r, days, q.scope, tallies);
  }
  for (const { id, no } of q.profiles) {
    const edge = q.people.edges.get(no);
    if (!edge) continue;
    const tally = tallies.get(id)!;
    tally.activities += edge.activities;
    for (const [action, n] of edge.actions) bump(tally.actions, action, n);
    for (const [counter, n] of edge.counters) bump(tally.counters, counter, n);
  }
  return tallies;
}

/**
 * Counts from the users' days. Under a filter by action a conditional counter's column would tell too
 * much: those come from the values then.
 */
async function addColumns(r: Reader, days: string[], scope: Scope, tallies: Map<string, UserTally>) {
  const columns = dailyColumns(r.ctx.catalogue).filter(({ kind, name }) =>
    kind === 'action'
      ? scope.actions === null || scope.actions.includes(name)
      : kind === 'signal'
        ? scope.signals.includes(name)
        : scope.actions === null,
  );
  const rows = await r.rows<Record<string, number | null> & { id: string }>(
    `select user_id as id, sum(activities) as activities
       ${columns.map((x, i) => `, sum("${x.column}") as c${i}`).join('')}
     from ${r.s}.user_daily_stats where day = any($1::date[]) and user_id = any($2::text[]) group by 1`,
    [days, [...tallies.keys()]],
  );
  for (const row of rows) {
    const tally = tallies.get(row.id as string)!;
    columns.forEach(({ kind, name }, i) => {
      const n = row[`c${i}`] ?? 0;
      if (n === 0) return;
      bump(kind === 'action' ? tally.actions : tally.counters, name, n);
    });
    tally.activities += scope.actions === null ? (row.activities ?? 0) : sumOf(tally.actions, scope.actions);
  }
}

async function addValueRows(r: Reader, days: string[], scope: Scope, tallies: Map<string, UserTally>) {
  const filter = scope.breakdown;
  const rows = await r.rows<{ id: string; action: string; breakdown: string; value: string; n: number }>(
    `select user_id as id, action, breakdown, value, sum(n) as n from ${r.s}.user_daily_values
     where day = any($1::date[]) and user_id = any($2::text[]) and action = any($3::text[])
       and ($4::text is null or (breakdown, value) = ($4, $5))
     group by 1, 2, 3, 4`,
    [days, [...tallies.keys()], scope.actions, filter?.[0] ?? null, filter?.[1] ?? null],
  );
  for (const { id, action, breakdown, value, n } of rows) {
    const tally = tallies.get(id)!;
    if (filter) {
      bump(tally.actions, action, n);
      tally.activities += n;
    }
    addValue(r.ctx.catalogue, tally, action, breakdown, value, n);
  }
}

/** Last activity in the span under the scope, by user id; users without any are left out. */
async function lastOf(
  r: Reader,
  q: { profiles: readonly Profile[]; span: Span; scope: Scope },
  tallies: ReadonlyMap<string, UserTally>,
): Promise<Map<string, number>> {
  const { scope, span } = q;
  const active = q.profiles.filter(({ id }) => tallies.get(id)!.activities > 0);
  const found = new Map<string, number>();
  if (scope.breakdown || scope.fromLog) {
    const filter = { ...scope.logFilter, userIds: active.map(({ id }) => id) };
    for (const group of active.length === 0 ? [] : await scanLog(r, { spans: [span], filter, users: true }))
      found.set(group.userId, Math.max(found.get(group.userId) ?? 0, group.last));
    return found;
  }
  const open: string[] = [];
  for (const { id, lastEver } of active) {
    if (scope.actions === null && lastEver !== null && lastEver < span.end) found.set(id, lastEver);
    else open.push(id);
  }
  for (const [id, last] of await lastInLog(r, open, span, scope.actions)) found.set(id, last);
  return found;
}
