import { own } from '../catalogue/index.ts';
import { dailyColumns } from '../db/columns.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import { bucketsOf } from './buckets.ts';
import { datesBetween } from './calendar.ts';
import { keptValues } from './kept-values.ts';
import type { Span } from './local-time.ts';
import { scanLog } from './log-scan.ts';
import { dayParts } from './pieces.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { countedActions, totals } from './totals.ts';
import { breakdownsOf } from './usage-totals.ts';

/** Activities by their key's parts as JSON, in the order of `by`. */
export interface GroupCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly fromLog: boolean;
}

/** What `day` is cut into in place of days, and what each is called. */
export interface Cuts {
  readonly buckets: readonly Span[];
  readonly names: readonly string[];
}

/** Activities that agree in everything that can be grouped by. */
interface Fact {
  readonly action: string;
  readonly breakdown: string;
  readonly value: string;
  readonly internal: boolean;
  readonly n: number;
  readonly day: string;
  readonly userId: string;
}

/** Activities by one or two of day, feature, action, user and the declared details. */
export async function countGroups(
  r: Reader,
  span: Span,
  zone: string,
  scope: Scope,
  by: readonly string[],
  cuts?: Cuts,
): Promise<GroupCounts> {
  const c = r.ctx.catalogue;
  const breakdowns = by.filter((name) => Object.hasOwn(c.breakdowns, name));
  const perUser = by.includes('user');
  const daily = by.includes('day');
  const days = !daily ? [span] : (cuts?.buckets ?? bucketsOf(span, 'day', zone));
  const names = !daily ? [''] : (cuts?.names ?? days.map((day) => dayOf(day.start, zone)));
  const otherDays = daily && (cuts !== undefined || !sameDays(days, r.ctx.zone));
  const fromLog = scope.fromLog || ((perUser || scope.users !== null) && otherDays) || breakdowns.length > 1;

  const counts = new Map<string, number>();
  const named = by.some((name) => name === 'feature' || name === 'action') || breakdowns.length > 0;
  const add = (fact: Fact, values: readonly (readonly [string, string])[]) => {
    const internal = perUser || !named ? scope.internalPeople : scope.countsInternal(fact.action);
    if (fact.internal && !internal) return;
    const key = by.map((name) => {
      if (name === 'day') return fact.day;
      if (name === 'user') return fact.userId;
      if (name === 'action') return fact.action;
      if (name === 'feature') return own(c.actions, fact.action)?.feature;
      return values.find(([breakdown]) => breakdown === name)?.[1];
    });
    if (key.some((part) => part === undefined)) return;
    const text = JSON.stringify(key);
    counts.set(text, (counts.get(text) ?? 0) + fact.n);
  };

  const split = by.includes('feature') || by.includes('action');
  const ask: Ask = { span, days, names, scope, breakdown: breakdowns[0], perUser, split };
  if (fromLog) await addFromLog(r, [span], ask, add);
  else if (perUser || scope.users) await addFromDays(r, ask, add);
  else await addFromRollups(r, ask, add);
  return { counts, fromLog };
}

interface Ask {
  readonly span: Span;
  readonly days: readonly Span[];
  readonly names: readonly string[];
  readonly scope: Scope;
  /** The one declared detail that is grouped by. */
  readonly breakdown: string | undefined;
  readonly perUser: boolean;
  /** Actions are told apart. */
  readonly split: boolean;
}

type Add = (fact: Fact, values: readonly (readonly [string, string])[]) => void;

/** Whether days are those of the zone that per-user rows are kept in, but for the first and the last. */
function sameDays(days: readonly Span[], zone: string): boolean {
  return days.slice(1).every((day) => startOfDay(dayOf(day.start, zone), zone) === day.start);
}

/** The breakdown by which rows are told apart: the one grouped by, else the one filtered by. */
const told = (ask: Ask) => ask.breakdown ?? ask.scope.breakdown?.[0] ?? '';

function passes(ask: Ask, breakdown: string, value: string): boolean {
  const filter = ask.scope.breakdown;
  return filter === null || filter[0] !== breakdown || filter[1] === value;
}

async function addFromRollups(r: Reader, ask: Ask, add: Add): Promise<void> {
  const breakdown = told(ask);
  const actions = ask.scope.actions ?? (await countedActions(r));
  const pairs = actions
    .filter((action) => breakdown === '' || breakdownsOf(r.ctx.catalogue, action).includes(breakdown))
    .map((action) => [action, breakdown] as const);
  for (const row of await totals(r, [{ buckets: ask.days, pairs }]))
    if (passes(ask, row.breakdown, row.value))
      add({ ...row, day: ask.names[row.bucket]!, userId: '' }, [[row.breakdown, row.value]]);
}

/** Users' whole days from their rows, and the log at the ends. */
async function addFromDays(r: Reader, ask: Ask, add: Add): Promise<void> {
  const { from, to, edges } = dayParts(ask.span, r.ctx.zone);
  const dates = datesBetween(from, to);
  if (dates.length > 0) {
    const rows = told(ask) === '' ? await countRows(r, ask, dates) : await valueRows(r, ask, dates);
    for (const row of rows) add(row, [[row.breakdown, row.value]]);
  }
  if (edges.length > 0) await addFromLog(r, edges, ask, add);
}

async function valueRows(r: Reader, ask: Ask, dates: string[]): Promise<Fact[]> {
  const filter = ask.scope.breakdown;
  return r.rows<Fact>(
    `select ${ask.names[0] ? 'v.day' : "''"} as day, ${ask.perUser ? 'v.user_id' : "''"} as "userId", u.internal, v.action, v.breakdown, v.value, sum(v.n) as n
     from ${r.s}.user_daily_values v join ${r.s}.users u on u.id = v.user_id
     where v.day = any($1::date[]) and ($2::text[] is null or v.user_id = any($2))
       and ($3::text[] is null or v.action = any($3)) and v.breakdown = $4 and ($5::text is null or v.value = $5)
     group by 1, 2, 3, 4, 5, 6`,
    [
      dates,
      ask.scope.users?.ids ?? null,
      ask.scope.actions,
      told(ask),
      filter?.[0] === told(ask) ? filter[1] : null,
    ],
  );
}

async function countRows(r: Reader, ask: Ask, dates: string[]): Promise<Fact[]> {
  const columns = dailyColumns(r.ctx.catalogue).filter(
    (x) => x.kind === 'action' && (ask.scope.actions === null || ask.scope.actions.includes(x.name)),
  );
  const n = (column: string) => `coalesce(sum(d."${column}"), 0)`;
  const known = columns.map((x) => n(x.column)).join(' + ') || '0';
  const sums = [
    ...(ask.split ? columns.map((x) => n(x.column)) : []),
    // What a dropped action did is activity without a column: the rest, under no name.
    ask.scope.actions
      ? ask.split
        ? '0'
        : known
      : ask.split
        ? `${n('activities')} - (${known})`
        : n('activities'),
  ];
  const names = [...(ask.split ? columns.map((x) => x.name) : []), ''];
  const rows = await r.rows<Record<string, unknown>>(
    `select ${ask.names[0] ? 'd.day' : "''"} as day, ${ask.perUser ? 'd.user_id' : "''"} as "userId", u.internal,
       ${sums.map((sum, i) => `${sum} as c${i}`).join(', ')}
     from ${r.s}.user_daily_stats d join ${r.s}.users u on u.id = d.user_id
     where d.day = any($1::date[]) and ($2::text[] is null or d.user_id = any($2))
     group by 1, 2, 3`,
    [dates, ask.scope.users?.ids ?? null],
  );
  return rows.flatMap((row) =>
    names
      .map((action, i) => ({
        day: String(row.day),
        userId: String(row.userId),
        internal: row.internal === true,
        breakdown: '',
        value: '',
        action,
        n: Number(row[`c${i}`]),
      }))
      .filter(({ n }) => n > 0),
  );
}

async function addFromLog(r: Reader, spans: readonly Span[], ask: Ask, add: Add): Promise<void> {
  const { scope } = ask;
  const kept = scope.fromLog ? (_: string, value: string) => value : await keptValues(r);
  const groups = await scanLog(r, { spans, filter: scope.logFilter, users: ask.perUser, buckets: ask.days });
  for (const group of groups) {
    const values = group.values.map(([name, value]) => [name, kept(name, value)] as const);
    add({ ...group, day: ask.names[group.bucket - 1]!, breakdown: '', value: '' }, values);
  }
}
