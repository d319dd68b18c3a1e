import { own } from '../catalogue/index.ts';
import { columnsOfCounter } from '../db/columns.ts';
import { datesBetween } from './calendar.ts';
import type { Span } from './local-time.ts';
import { type LogGroup, scanLog } from './log-scan.ts';
import { dayParts } from './pieces.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { ACTIVITIES, columnTally, type DayTally, rankedTally, visitDays } from './segments.ts';
import { signalsInHours } from './signal-hours.ts';
import { addValue, bump, countersOf, newTally, totalActivityOf, type UsageTally } from './tally.ts';

/** Numbers of a span for every user, by `user_no`. */
export interface People {
  /** Activities that the scope lets through. */
  readonly activities: Float64Array;
  /** What was asked to rank by. */
  readonly scores: ReadonlyMap<Score, Float64Array>;
  /** No whole day was read: `edges` hold everything. */
  readonly fromLog: boolean;
  /** Parts of days that were read from the log, by user. */
  readonly edges: ReadonlyMap<number, EdgeTally>;
  /** Users with at least one activity. */
  readonly active: number;
}

export interface EdgeTally extends UsageTally {
  activities: number;
  last: number;
}

/** What to rank by: a counter, `totalActivity` or `activities`. */
export type Score = string;

/** Space for every user there is. */
export function userCount(r: Reader): Promise<number> {
  return r.once('userCount', async () => {
    const rows = await r.rows<{ n: number | null }>(`select max(user_no) as n from ${r.s}.users`);
    return (rows[0]?.n ?? 0) + 1;
  });
}

/** Everybody's activities and scores in a span, exact for any bounds. */
export async function peopleOf(
  r: Reader,
  span: Span,
  scope: Scope,
  asked: readonly Score[],
): Promise<People> {
  const size = await userCount(r);
  const activities = new Float64Array(size);
  const scores = new Map(asked.map((score) => [score, new Float64Array(size)]));
  if (scores.has('activities')) scores.set('activities', activities);
  const fromLog = scope.fromLog || asked.some((score) => sharedCounter(r, scope, score));
  const { from, to, edges } = fromLog ? { from: '', to: '', edges: [span] } : dayParts(span, r.ctx.zone);
  const tallied = await edgesOf(r, edges, scope);
  for (const [no, edge] of tallied) add(r, no, edge, edge.activities, activities, scores);
  if (from < to) {
    if (scope.breakdown) await addValues(r, { from, to }, scope, activities, scores);
    else await addDays(r, { from, to }, scope, activities, scores);
  }
  if (scope.users) keepOnly(scope.users.nos, [activities, ...scores.values()]);
  let active = 0;
  for (let no = 0; no < size; no++) if (activities[no]! > 0) active++;
  return { activities, scores, edges: tallied, fromLog, active };
}

function add(
  r: Reader,
  no: number,
  tally: UsageTally,
  n: number,
  activities: Float64Array,
  scores: ReadonlyMap<Score, Float64Array>,
): void {
  activities[no]! += n;
  for (const [score, column] of scores) if (column !== activities) column[no]! += scoreOf(r, tally, score);
}

/** A counter of several actions' details, filtered by one of them: its column holds them all together. */
function sharedCounter(r: Reader, scope: Scope, score: Score): boolean {
  const def = own(r.ctx.catalogue.counters, score);
  return Boolean(
    scope.actions &&
      !scope.breakdown &&
      def?.where &&
      def.actions?.some((a) => !scope.actions!.includes(a)) &&
      def.actions.some((a) => scope.actions!.includes(a)),
  );
}

async function addDays(
  r: Reader,
  days: { from: string; to: string },
  scope: Scope,
  activities: Float64Array,
  scores: ReadonlyMap<Score, Float64Array>,
): Promise<void> {
  const wanted: { column: Float64Array; tallies: DayTally[] }[] = [
    {
      column: activities,
      tallies: scope.actions ? scope.actions.map((a) => columnTally(`a_${a}`)) : [ACTIVITIES],
    },
  ];
  for (const [score, column] of scores)
    if (column !== activities) wanted.push({ column, tallies: scoreTallies(r, scope, score) });
  const all = wanted.flatMap((x) => x.tallies);
  const tallies = [...new Map(all.map((t) => [t.tally, t])).values()];
  const targets = tallies.map((t) =>
    wanted.filter((x) => x.tallies.some((y) => y.tally === t.tally)).map((x) => x.column),
  );
  await visitDays(
    r,
    { ...days, tallies, counts: scores.size > 0, internal: scope.internalPeople },
    (tally, _day, users, counts, length) => {
      for (const target of targets[tally]!) for (let i = 0; i < length; i++) target[users[i]!]! += counts[i]!;
    },
  );
}

/** The columns that a score adds up, as far as the scope's actions and signals let them through. */
function scoreTallies(r: Reader, scope: Scope, score: Score): DayTally[] {
  const c = r.ctx.catalogue;
  const ranked = rankedTally(c);
  if (score === 'totalActivity') {
    if (!scope.actions) return [ranked];
    return ranked.columns
      .filter((column) => scope.actions!.some((a) => columnCounts(r, column, a)))
      .map(columnTally);
  }
  const def = c.counters[score]!;
  if (def.signal) return scope.signals.includes(score) ? columnsOfCounter(c, score).map(columnTally) : [];
  return columnsOfCounter(c, score)
    .filter((column) => !scope.actions || scope.actions.some((a) => columnCounts(r, column, a)))
    .map(columnTally);
}

/** Columns of `user_daily_stats` that a score reads. */
export function columnsOfScore(r: Reader, scope: Scope, score: Score): string[] {
  return score === 'activities' ? [] : scoreTallies(r, scope, score).flatMap((t) => t.columns);
}

function columnCounts(r: Reader, column: string, action: string): boolean {
  if (column.startsWith('a_')) return column === `a_${action}`;
  return Object.entries(r.ctx.catalogue.counters).some(
    ([name, def]) =>
      columnsOfCounter(r.ctx.catalogue, name).includes(column) && def.actions?.includes(action),
  );
}

/** Under a filter by a rolled-up detail: from the values per user and day. */
async function addValues(
  r: Reader,
  days: { from: string; to: string },
  scope: Scope,
  activities: Float64Array,
  scores: ReadonlyMap<Score, Float64Array>,
): Promise<void> {
  const [breakdown, value] = scope.breakdown!;
  const rows = await r.rows<{ no: number; action: string; n: number }>(
    `select u.user_no as no, t.action, t.n
     from (select user_id, action, sum(n) as n from ${r.s}.user_daily_values
           where day = any($1::date[]) and breakdown = $2 and value = $3 and action = any($4::text[])
             and ($5::text[] is null or user_id = any($5))
           group by 1, 2) t
     join ${r.s}.users u on u.id = t.user_id where $6 or not u.internal`,
    [
      datesBetween(days.from, days.to),
      breakdown,
      value,
      scope.actions,
      scope.users?.ids ?? null,
      scope.internalPeople,
    ],
  );
  for (const { no, action, n } of rows) {
    const tally = newTally();
    tally.actions.set(action, n);
    addValue(r.ctx.catalogue, tally, action, breakdown, value, n);
    add(r, no, tally, n, activities, scores);
  }
}

/** What users did in parts of days (or in all of a span that only the log can answer). */
export async function edgesOf(
  r: Reader,
  spans: readonly Span[],
  scope: Scope,
): Promise<Map<number, EdgeTally>> {
  const found = new Map<number, EdgeTally>();
  const edge = (no: number) => {
    const tally = found.get(no) ?? { ...newTally(), activities: 0, last: 0 };
    found.set(no, tally);
    return tally;
  };
  const groups = await scanLog(r, { spans, filter: scope.logFilter, users: true });
  for (const group of groups)
    if (!group.internal || scope.internalPeople) addGroup(r, edge(group.userNo), group);
  for (const signal of await signalsInHours(r, spans, scope))
    bump(edge(signal.userNo).counters, signal.counter, signal.n);
  return found;
}

function addGroup(r: Reader, tally: EdgeTally, group: LogGroup): void {
  bump(tally.actions, group.action, group.n);
  tally.activities += group.n;
  tally.last = Math.max(tally.last, group.last);
  for (const [name, value] of group.values)
    addValue(r.ctx.catalogue, tally, group.action, name, value, group.n);
}

/** A score of one user's tally. */
export function scoreOf(r: Reader, tally: UsageTally, score: Score): number {
  const counters = countersOf(r.ctx.catalogue, tally, new Set());
  return score === 'totalActivity' ? totalActivityOf(r.ctx.catalogue, counters) : (own(counters, score) ?? 0);
}

function keepOnly(nos: readonly number[], columns: readonly Float64Array[]): void {
  const mask = new Uint8Array(columns[0]!.length);
  for (const no of nos) mask[no] = 1;
  for (const column of columns) for (let no = 0; no < column.length; no++) if (mask[no] === 0) column[no] = 0;
}

/** Users of a scope that had joined before an instant and were not deleted then, by number. */
export const joinedBefore = (r: Reader, end: number, scope: Scope): Promise<Int32Array> =>
  accounts(r, 'joined_at < $3 and (deleted_at is null or deleted_at >= $3)', [at(end)], scope);

/** Users of a scope that joined in a span, by number; who was deleted since did join. */
export const joinedIn = (r: Reader, { start, end }: Span, scope: Scope): Promise<Int32Array> =>
  accounts(r, 'joined_at >= $3 and joined_at < $4', [at(start), at(end)], scope);

async function accounts(r: Reader, where: string, values: unknown[], scope: Scope): Promise<Int32Array> {
  const rows = await r.rows<{ nos: number[] | null }>(
    `select array_agg(user_no) as nos from ${r.ctx.db.relations.users.sql} u
     where ${where} and ($1 or not internal) and ($2::text[] is null or id = any($2))`,
    [scope.internalPeople, scope.users?.ids ?? null, ...values],
  );
  return Int32Array.from(rows[0]?.nos ?? []);
}
