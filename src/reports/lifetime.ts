import pg from 'pg';
import { actionsIn, actionsOf, countingOf, sumTerms } from '../catalogue/index.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import type { Span } from './local-time.ts';
import { scanLog } from './log-scan.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { bump } from './tally.ts';
import { totals } from './totals.ts';
import { usageOf } from './usage-totals.ts';

export interface Lifetime {
  /** Content sessions ever created. */
  readonly sessions: number;
  /** Uploads minus deletions. */
  readonly media: number;
}

/** Rollups begin here: before any activity that can be dated. */
const BEGINNING = startOfDay('1970-01-01', 'UTC');

/** What there was as of some instants, under a scope. */
export async function lifetimeAt(r: Reader, ends: readonly number[], scope: Scope): Promise<Lifetime[]> {
  const { sessions, media } = countingOf(r.ctx.catalogue).metrics;
  const wanted = actionsIn(...sessions, ...media).filter(
    (action) => scope.actions === null || scope.actions.includes(action),
  );
  const counts = await countsAt(r, ends, scope, wanted);
  return counts.map((n) => ({
    sessions: sumTerms(sessions, (action) => n.get(action) ?? 0),
    media: sumTerms(media, (action) => n.get(action) ?? 0),
  }));
}

async function countsAt(r: Reader, ends: readonly number[], scope: Scope, actions: string[]) {
  const found = ends.map(() => new Map<string, number>());
  if (actions.length === 0) return found;
  if (scope.fromLog || scope.breakdown || scope.users) {
    for (const [i, end] of ends.entries()) {
      const span = { start: await firstActivity(r, scope), end };
      if (span.start < span.end) await addScoped(r, span, { ...scope, actions }, found[i]!);
    }
    return found;
  }
  // One pass: what there was at an end is what there was at the one before it, and what came between.
  const order = [...new Set(ends)].sort((a, b) => a - b);
  const buckets = order.map((end, i) => ({ start: i === 0 ? BEGINNING : order[i - 1]!, end }));
  const pairs = actions.map((action) => [action, ''] as const);
  for (const row of await totals(r, [{ buckets, pairs }])) {
    if (row.internal && !scope.countsInternal(row.action)) continue;
    ends.forEach((end, i) => {
      if (order[row.bucket]! <= end) bump(found[i]!, row.action, row.n);
    });
  }
  return found;
}

async function addScoped(r: Reader, span: Span, scope: Scope, into: Map<string, number>): Promise<void> {
  if (scope.fromLog) {
    const filter = { ...scope.logFilter, actions: scope.actions };
    for (const group of await scanLog(r, { spans: [span], filter }))
      if (!group.internal || scope.countsInternal(group.action))
        into.set(group.action, (into.get(group.action) ?? 0) + group.n);
    return;
  }
  const [usage] = await usageOf(r, [span], { ...scope, signals: [] });
  for (const [action, n] of usage!.tally.actions) into.set(action, n);
}

async function firstActivity(r: Reader, scope: Scope): Promise<number> {
  const rows = await r.rows<{ first: Date | null }>(
    `select least((select min(first_activity_at) from ${r.s}.user_usage_stats
         where $1::text[] is null or user_id = any($1)),
       (select min(bucket) from ${r.s}.archived_rollups where $1::text[] is null)) as first`,
    [scope.users?.ids ?? null],
  );
  const first = rows[0]?.first?.getTime();
  if (first === undefined) return Number.POSITIVE_INFINITY;
  // From the start of its day, so that the log is not read for it.
  return startOfDay(dayOf(first, r.ctx.zone), r.ctx.zone);
}

/** Milliseconds of the first activity of all; null before it. */
export async function firstActivityOfAll(r: Reader): Promise<number | null> {
  const rows = await r.rows<{ first: Date | null }>(
    // Of erased users the quarter of an hour is known.
    `select least((select min(first_activity_at) from ${r.s}.user_usage_stats),
       (select min(bucket) from ${r.s}.archived_rollups)) as first`,
  );
  return rows[0]?.first?.getTime() ?? null;
}

/** Distinct values of a detail over a feature's activity, e.g. users managed. */
export async function distinctDetails(
  r: Reader,
  span: Span,
  scope: Scope,
  def: { feature: string; detail: string },
): Promise<number> {
  const c = r.ctx.catalogue;
  const actions = actionsOf(c, def.feature).filter((a) => scope.actions?.includes(a) ?? true);
  if (actions.length === 0) return 0;
  const values: unknown[] = [def.detail, at(span.start), at(span.end), actions, scope.users?.ids ?? null];
  const details = scope.logFilter.details.map(
    ([name, value]) => `and details ->> $${values.push(name)} = $${values.push(value)}`,
  );
  const rows = await r.rows<{ n: number }>(
    // The feature is a literal so that the planner sees the partial index.
    `select count(value) as n from (select distinct details ->> $1 as value from ${r.s}.user_activity_logs
     where feature = ${pg.escapeLiteral(def.feature)} and created_at >= $2 and created_at < $3
       and action = any($4::text[]) and ($5::text[] is null or user_id = any($5)) ${details.join(' ')}
       ${scope.countsInternal(actions[0]!) ? '' : `and user_id not in (select id from ${r.s}.users where internal)`}) found`,
    values,
  );
  return rows[0]!.n;
}
