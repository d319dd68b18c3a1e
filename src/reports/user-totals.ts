import { actionsOf, fold, own } from '../catalogue/index.ts';
import { columnsOfCounter } from '../db/columns.ts';
import { localTimeSql } from '../db/zone-sql.ts';
import { datesBetween } from './calendar.ts';
import type { Span } from './local-time.ts';
import { logWhere } from './log-where.ts';
import { dayParts } from './pieces.ts';
import { type Spellings, spellingsIn, spelt } from './raw-values.ts';
import { at, type Reader } from './reader.ts';
import { type Ask, lets, only, plus, type Source, whose } from './user-source.ts';

/** Each user's numbers in a span as a relation: `user_id`, `activities`, `days`, and a column a number. */
export interface UserTotals {
  readonly sql: string;
  /** The column of each counter, and of each feature's activities. */
  readonly counters: ReadonlyMap<string, string>;
  readonly features: ReadonlyMap<string, string>;
  /** Spellings in the log of the details that are filtered by; they were needed. */
  readonly spellings: Spellings;
  readonly fromLog: boolean;
}

/** Everybody's numbers under a scope, summed in the database: whole days from rows per day, ends from the log. */
export async function userTotals(ask: Ask): Promise<UserTotals> {
  const { r, scope } = ask;
  const c = r.ctx.catalogue;
  const counters = new Map(Object.keys(c.counters).map((name, i) => [name, `k${i}`]));
  const features = new Map(Object.keys(c.features).map((name, i) => [name, `f${i}`]));
  const fromLog = scope.fromLog || ask.fromLog;
  const { from, to, edges } = fromLog
    ? { from: '', to: '', edges: [ask.span] }
    : dayParts(ask.span, r.ctx.zone);
  const spellings = await spellingsIn(r, edges, namesNeeded(ask), scope.logFilter.actions);
  const sources: Source[] = [];
  if (from < to) {
    const days = ask.p(datesBetween(from, to), 'date[]');
    if (scope.breakdown) sources.push(valuesSource(ask, days, scope.breakdown, counters, features));
    else sources.push(daysSource(ask, days, counters, features));
    if (!scope.breakdown && scope.actions) sources.push(...sharedSource(ask, days, counters));
  }
  if (edges.length > 0) {
    sources.push(logSource(ask, edges, spellings, counters, features));
    if (scope.signals.length > 0) sources.push(signalsSource(ask, edges, counters));
  }
  const names = ['activities', 'days', ...counters.values(), ...features.values()];
  return { sql: summed(sources, names), counters, features, spellings, fromLog };
}

function summed(sources: readonly Source[], names: readonly string[]): string {
  const part = ({ from, user, numbers }: Source) =>
    `select ${user} as user_id, ${names.map((n) => `${numbers[n] ?? '0::bigint'} as ${n}`).join(', ')} ${from} group by 1`;
  if (sources.length === 1) return part(sources[0]!);
  return `select user_id, ${names.map((n) => `sum(${n})::bigint as ${n}`).join(', ')}
    from (${sources.map(part).join('\nunion all\n')}) parts group by 1`;
}

const sum = (column: string) => `coalesce(sum(d."${column}"), 0)`;
function daysSource(
  ask: Ask,
  days: string,
  counters: ReadonlyMap<string, string>,
  features: ReadonlyMap<string, string>,
): Source {
  const { r, scope } = ask;
  const c = r.ctx.catalogue;
  const done = scope.actions?.map((action) => `coalesce(d."a_${action}", 0)`);
  const counterSum = (name: string) => {
    const def = c.counters[name]!;
    if (def.signal) return scope.signals.includes(name) ? sum(columnsOfCounter(c, name)[0]!) : undefined;
    if (!def.where) return plus((def.actions ?? []).filter((a) => lets(scope, a)).map((a) => sum(`a_${a}`)));
    return def.actions?.every((a) => lets(scope, a)) ? sum(columnsOfCounter(c, name)[0]!) : undefined;
  };
  return {
    from: `from ${r.s}.user_daily_stats d where d.day = any(${days}) ${whose(ask, 'd.user_id')}`,
    user: 'd.user_id',
    numbers: only([
      [
        'activities',
        done ? (plus(done.map((x) => `coalesce(sum(${x}), 0)`)) ?? '0::bigint') : sum('activities'),
      ],
      ['days', `count(*) filter (where ${done ? (plus(done) ?? '0') : 'd.activities'} > 0)`],
      ...[...counters].map(([name, column]) => [column, counterSum(name)] as const),
      ...[...features].map(
        ([name, column]) =>
          [
            column,
            plus(
              actionsOf(c, name)
                .filter((a) => lets(scope, a))
                .map((a) => sum(`a_${a}`)),
            ),
          ] as const,
      ),
    ]),
  };
}

/** Counters of several actions' details, where the scope lets only some of these through. */
function sharedSource(ask: Ask, days: string, counters: ReadonlyMap<string, string>): Source[] {
  const { r, scope, p } = ask;
  const shared = Object.entries(r.ctx.catalogue.counters).filter(
    ([, def]) =>
      def.where && def.actions?.some((a) => lets(scope, a)) && !def.actions.every((a) => lets(scope, a)),
  );
  if (shared.length === 0) return [];
  return [
    {
      from: `from ${r.s}.user_daily_values d where d.day = any(${days}) ${whose(ask, 'd.user_id')}
        and d.action = any(${p(scope.actions, 'text[]')})`,
      user: 'd.user_id',
      numbers: only(
        shared.map(([name, def]) => {
          const terms = Object.entries(def.where!).map(
            ([breakdown, value]) =>
              `coalesce(sum(d.n) filter (where d.action = any(${p(def.actions, 'text[]')})
                and d.breakdown = ${p(breakdown, 'text')} and d.value = any(${p(canonical(r, breakdown, value), 'text[]')})), 0)`,
          );
          return [counters.get(name)!, plus(terms)] as const;
        }),
      ),
    },
  ];
}

/** The spellings under which a breakdown's value may be stored. */
function canonical(r: Reader, breakdown: string, value: string): string[] {
  const known = Object.keys(own(r.ctx.catalogue.breakdowns, breakdown)?.values ?? {});
  return [value, ...known.filter((each) => fold(each) === fold(value))];
}

/** Under a filter by a rolled-up detail: the values per user and day. */
function valuesSource(
  ask: Ask,
  days: string,
  [breakdown, value]: readonly [string, string],
  counters: ReadonlyMap<string, string>,
  features: ReadonlyMap<string, string>,
): Source {
  const { r, scope, p } = ask;
  const c = r.ctx.catalogue;
  const of = (actions: readonly string[]) => {
    const own = actions.filter((a) => lets(scope, a));
    return own.length > 0
      ? `coalesce(sum(d.n) filter (where d.action = any(${p(own, 'text[]')})), 0)`
      : undefined;
  };
  const counterSum = (name: string) => {
    const def = c.counters[name]!;
    if (!def.actions) return undefined;
    if (!def.where) return of(def.actions);
    const where = own(def.where, breakdown);
    return where !== undefined && fold(where) === fold(value) ? of(def.actions) : undefined;
  };
  return {
    from: `from ${r.s}.user_daily_values d where d.day = any(${days}) ${whose(ask, 'd.user_id')}
      and d.breakdown = ${p(breakdown, 'text')} and d.value = ${p(value, 'text')} and d.action = any(${p(scope.actions, 'text[]')})`,
    user: 'd.user_id',
    numbers: only([
      ['activities', 'coalesce(sum(d.n), 0)'],
      ['days', 'count(distinct d.day)'],
      ...[...counters].map(([name, column]) => [column, counterSum(name)] as const),
      ...[...features].map(([name, column]) => [column, of(actionsOf(c, name))] as const),
    ]),
  };
}

function namesNeeded({ r, scope }: Ask): string[] {
  const c = r.ctx.catalogue;
  const conditional = Object.values(c.counters)
    .filter((def) => def.actions?.some((action) => lets(scope, action)))
    .flatMap((def) => Object.keys(def.where ?? {}));
  return [...new Set([...scope.logFilter.breakdowns.map(([name]) => name), ...conditional])];
}

function logSource(
  ask: Ask,
  spans: readonly Span[],
  spellings: Spellings,
  counters: ReadonlyMap<string, string>,
  features: ReadonlyMap<string, string>,
): Source {
  const { r, p, scope } = ask;
  const c = r.ctx.catalogue;
  const of = (actions: readonly string[], more = '') => {
    const own = actions.filter((a) => lets(scope, a));
    return own.length > 0 ? `count(*) filter (where l.action = any(${p(own, 'text[]')})${more})` : undefined;
  };
  const counterSum = (name: string) => {
    const def = c.counters[name]!;
    if (!def.actions) return undefined;
    if (!def.where) return of(def.actions);
    return plus(
      Object.entries(def.where).flatMap(([breakdown, value]) => {
        const theirs = def.actions!.filter((a) => own(c.breakdowns, breakdown)?.actions.includes(a));
        const raws = spelt(spellings, breakdown, (each) => fold(each) === fold(value));
        const term = of(theirs, ` and l.details -> ${p(breakdown, 'text')} = any(${p(raws, 'jsonb[]')})`);
        return term ? [term] : [];
      }),
    );
  };
  return {
    from: `from ${r.s}.user_activity_logs l where ${logWhere(r, spans, scope, spellings, p)}`,
    user: 'l.user_id',
    numbers: only([
      ['activities', 'count(*)'],
      ['days', `count(distinct (${localTimeSql('l.created_at', ask.zone, p)})::date)`],
      ...[...counters].map(([name, column]) => [column, counterSum(name)] as const),
      ...[...features].map(([name, column]) => [column, of(actionsOf(c, name))] as const),
    ]),
  };
}

function signalsSource(ask: Ask, spans: readonly Span[], counters: ReadonlyMap<string, string>): Source {
  const { r, scope, p } = ask;
  const times = spans.map(
    (x) => `x.hour >= ${p(at(x.start), 'timestamptz')} and x.hour < ${p(at(x.end), 'timestamptz')}`,
  );
  return {
    from: `from ${r.s}.user_signals x where (${times.join(' or ')}) ${whose(ask, 'x.user_id')}`,
    user: 'x.user_id',
    numbers: only(
      scope.signals.map((name) => {
        const signal = p(r.ctx.catalogue.counters[name]!.signal, 'text');
        return [counters.get(name)!, `coalesce(sum(x.n) filter (where x.signal = ${signal}), 0)`] as const;
      }),
    ),
  };
}
