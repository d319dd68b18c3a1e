import type { CatalogueInput } from '../catalogue/index.ts';
import { own } from '../catalogue/index.ts';
import { dailyColumns } from '../db/columns.ts';
import { datesBetween } from './calendar.ts';
import { keptValues } from './kept-values.ts';
import type { Span } from './local-time.ts';
import { scanLog } from './log-scan.ts';
import { dayParts } from './pieces.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { sumDays } from './segments.ts';
import { signalsInHours } from './signal-hours.ts';
import { addValue, bump, newTally, type UsageTally } from './tally.ts';
import { countedActions, totals } from './totals.ts';

/** What a scope's users did in a span, without saying who. */
export interface UsageOfSpan {
  /** By line: features of staff count internal accounts. */
  readonly tally: UsageTally;
  /** Activities of the people that the report lists. */
  readonly activities: number;
}

/** Activities of some action, as any of the sources tells it. */
interface Counted {
  readonly action: string;
  readonly internal: boolean;
  readonly n: number;
}

/** Totals of spans under a scope: from rollups, from the days of the users asked for, or from the log. */
export async function usageOf(r: Reader, spans: readonly Span[], scope: Scope): Promise<UsageOfSpan[]> {
  const found = scope.fromLog || scope.users ? [] : await fromRollups(r, spans, scope);
  if (found.length === 0)
    for (const span of spans) found.push(await (scope.fromLog ? fromLog : fromDays)(r, span, scope));
  for (const [i, span] of spans.entries()) await addSignals(r, span, scope, found[i]!.tally);
  return found;
}

function collect(c: CatalogueInput, scope: Scope) {
  const tally = newTally();
  let activities = 0;
  const counts = (row: Counted) => !row.internal || scope.countsInternal(row.action);
  return {
    tally,
    count(row: Counted): void {
      if (counts(row)) bump(tally.actions, row.action, row.n);
      if (!row.internal || scope.internalPeople) activities += row.n;
    },
    value(row: Counted, breakdown: string, value: string): void {
      if (counts(row)) addValue(c, tally, row.action, breakdown, value, row.n);
    },
    activities(row: { internal: boolean; n: number }): void {
      if (!row.internal || scope.internalPeople) activities += row.n;
    },
    done: (): UsageOfSpan => ({ tally, activities }),
  };
}

/** Breakdowns that an action rolls up. */
export function breakdownsOf(c: CatalogueInput, action: string): string[] {
  return Object.keys(c.breakdowns).filter((name) => own(c.breakdowns, name)?.actions.includes(action));
}

async function fromRollups(r: Reader, spans: readonly Span[], scope: Scope): Promise<UsageOfSpan[]> {
  const c = r.ctx.catalogue;
  const actions = scope.actions ?? (await countedActions(r));
  const filtered = scope.breakdown;
  const pairs = actions.flatMap((action) =>
    filtered
      ? [[action, filtered[0]] as const]
      : [[action, ''] as const, ...breakdownsOf(c, action).map((name) => [action, name] as const)],
  );
  const rows = await totals(
    r,
    spans.map((span) => ({ buckets: [span], pairs })),
  );
  const found = spans.map(() => collect(c, scope));
  for (const row of rows) {
    const into = found[row.set]!;
    if (filtered && row.value !== filtered[1]) continue;
    if (filtered || row.breakdown === '') into.count(row);
    if (row.breakdown !== '') into.value(row, row.breakdown, row.value);
  }
  return found.map((into) => into.done());
}

async function fromLog(r: Reader, span: Span, scope: Scope): Promise<UsageOfSpan> {
  const into = collect(r.ctx.catalogue, scope);
  for (const group of await scanLog(r, { spans: [span], filter: scope.logFilter })) {
    into.count(group);
    for (const [breakdown, value] of group.values) into.value(group, breakdown, value);
  }
  return into.done();
}

/** Of the users asked for: their whole days, and the log at the ends. */
async function fromDays(r: Reader, span: Span, scope: Scope): Promise<UsageOfSpan> {
  const c = r.ctx.catalogue;
  const into = collect(c, scope);
  const { from, to, edges } = dayParts(span, r.ctx.zone);
  const days = datesBetween(from, to);
  const ids = scope.users!.ids;
  if (days.length > 0 && ids.length > 0) {
    await addDayValues(r, days, scope, into);
    if (!scope.breakdown) await addDayCounts(r, days, scope, into);
  }
  const kept = edges.length > 0 ? await keptValues(r) : undefined;
  for (const group of await scanLog(r, { spans: edges, filter: scope.logFilter })) {
    into.count(group);
    for (const [breakdown, value] of group.values) into.value(group, breakdown, kept!(breakdown, value));
  }
  return into.done();
}

async function addDayCounts(r: Reader, days: string[], scope: Scope, into: ReturnType<typeof collect>) {
  const columns = dailyColumns(r.ctx.catalogue).filter(
    (x) => x.kind === 'action' && (scope.actions === null || scope.actions.includes(x.name)),
  );
  const rows = await r.rows<Record<string, number> & { internal: boolean }>(
    `select u.internal, sum(d.activities) as activities
       ${columns.map((x, i) => `, sum(d."${x.column}") as c${i}`).join('')}
     from ${r.s}.user_daily_stats d join ${r.s}.users u on u.id = d.user_id
     where d.day = any($1::date[]) and d.user_id = any($2::text[]) group by 1`,
    [days, scope.users!.ids],
  );
  for (const row of rows) {
    const { internal } = row;
    let known = 0;
    columns.forEach(({ name: action }, i) => {
      const n = row[`c${i}`] ?? 0;
      known += n;
      into.count({ action, internal, n });
    });
    // Actions that the catalogue has dropped have no column, but were activity.
    if (scope.actions === null) into.activities({ internal, n: (row.activities ?? 0) - known });
  }
}

async function addDayValues(r: Reader, days: string[], scope: Scope, into: ReturnType<typeof collect>) {
  const rows = await r.rows<Counted & { breakdown: string; value: string }>(
    `select u.internal, v.action, v.breakdown, v.value, sum(v.n) as n
     from ${r.s}.user_daily_values v join ${r.s}.users u on u.id = v.user_id
     where v.day = any($1::date[]) and v.user_id = any($2::text[])
       and ($3::text[] is null or v.action = any($3)) and ($4::text is null or (v.breakdown, v.value) = ($4, $5))
     group by 1, 2, 3, 4`,
    [days, scope.users!.ids, scope.actions, scope.breakdown?.[0] ?? null, scope.breakdown?.[1] ?? null],
  );
  for (const row of rows) {
    if (scope.breakdown) into.count(row);
    into.value(row, row.breakdown, row.value);
  }
}

async function addSignals(r: Reader, span: Span, scope: Scope, tally: UsageTally): Promise<void> {
  if (scope.signals.length === 0) return;
  const c = r.ctx.catalogue;
  const columns = dailyColumns(c).filter((x) => x.kind === 'signal' && scope.signals.includes(x.name));
  const { from, to, edges } = dayParts(span, r.ctx.zone);
  if (scope.users) {
    const rows = await r.rows<Record<string, number>>(
      `select ${columns.map((x, i) => `coalesce(sum(d."${x.column}"), 0) as c${i}`).join(', ')}
       from ${r.s}.user_daily_stats d join ${r.s}.users u on u.id = d.user_id
       where d.day = any($1::date[]) and d.user_id = any($2::text[]) and ($3 or not u.internal)`,
      [datesBetween(from, to), scope.users.ids, scope.internalPeople],
    );
    columns.forEach((x, i) => {
      bump(tally.counters, x.name, rows[0]![`c${i}`]!);
    });
  } else {
    const names = columns.map((x) => x.column);
    const sums = await sumDays(r, { from, to, columns: names, internal: scope.internalPeople });
    columns.forEach((x, i) => {
      bump(tally.counters, x.name, sums[i]!);
    });
  }
  for (const row of await signalsInHours(r, edges, scope)) bump(tally.counters, row.counter, row.n);
}
