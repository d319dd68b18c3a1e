import { actionsOf, breakdownValue, type CatalogueInput, fold, own } from '../../catalogue/index.ts';
import { NONE, type UsageQuery } from '../../contract/index.ts';
import { readTexts } from '../../store/detail-sql.ts';
import { type Kind, type Kinds, loadKinds, namedIn, OTHER } from '../../store/kinds.ts';
import { storeOf } from '../../store/store.ts';
import { inPartOfWeek, type PartOfWeek } from '../range/hours-of-week.ts';
import type { Span } from '../range/local-time.ts';
import type { FoundUsers } from './find-users.ts';
import type { ReportReader } from './reader.ts';
import { type Staff, staffOf } from './staff.ts';

/** The part of a query that says whose and which activity counts. */
export type ScopeQuery = Pick<
  UsageQuery,
  | 'feature'
  | 'action'
  | 'userId'
  | 'search'
  | 'segment'
  | 'account'
  | 'referralCode'
  | 'paid'
  | 'mostUsed'
  | 'hour'
  | 'weekday'
  | 'details'
  | 'excludeInternal'
  | 'groupBy'
> & { readonly [breakdown: string]: unknown };

type Pair = readonly [name: string, value: string];

/** Whose and which activity counts, the same for every number of a report. */
export interface ReadScope extends Staff {
  /** Null: every action, also one that the catalogue has dropped. */
  readonly actions: readonly string[] | null;
  /** Breakdowns that are filtered by, each with a value as it is spelt where it is shown, or `(none)`. */
  readonly breakdowns: readonly Pair[];
  /** Details of any action, compared as text; a list has the value as an element. */
  readonly details: readonly Pair[];
  /** The same of details that some breakdown declares: compared as its values are. */
  readonly declared: readonly Pair[];
  /** A value that is filtered by has no place of its own: the log has to tell it apart. */
  readonly apart: boolean;
  readonly users: FoundUsers | null;
  /** Who it is about is told by the range: another has other people, so that it is compared with none. */
  readonly ofRange: boolean;
  /** Only what was done in these parts of a span counts. Null: whenever it was. */
  readonly only: ((span: Span) => readonly Span[]) | null;
  readonly partOfWeek: PartOfWeek;
  /** Signal counters that the filter lets through. */
  readonly signals: readonly string[];
  /** What was understood, for `meta.filters`. */
  readonly echo: Record<string, string>;
  /** Whether activities of a kind count. */
  lets(kind: Kind): boolean;
  /** Whether activities may count that are told as a kind by rows without details, and without some breakdowns. */
  mayCount(kind: Kind, untold: readonly string[]): boolean;
  /** Whether a value of a row's details is the one of a breakdown that is filtered by. */
  isValue(breakdown: string, raw: unknown, wanted: string): boolean;
  /** Whether what a declared detail says, as `textsSql` tells it, has the value that is filtered by. */
  says(name: string, texts: readonly string[], wanted: string): boolean;
}

/** Reads the filters of a query that are about activity: it is anybody's. */
export async function activityScope(r: ReportReader, query: ScopeQuery): Promise<ReadScope> {
  const c = r.ctx.catalogue;
  const { kinds } = storeOf(r.ctx.db);
  // Whoever looks at activity learns of them, too: here only the spelling of values asks for them.
  if (query.details || Object.keys(c.breakdowns).some((name) => own(query, name) !== undefined))
    await loadKinds(r.ctx.db, r.client, kinds);
  const spelt = (name: string, value: string) => kinds.spelling(name, value) ?? value;
  const breakdowns = Object.keys(c.breakdowns).flatMap((name): Pair[] => {
    const value = breakdownValue(c, name, own(query, name));
    return value === null ? [] : [[name, value === NONE ? NONE : spelt(name, value)]];
  });
  const all = Object.entries(query.details ?? {});
  const declared = all.flatMap(([name, value]): Pair[] =>
    Object.hasOwn(c.breakdowns, name) ? [[name, spelt(name, breakdownValue(c, name, value) ?? value)]] : [],
  );
  const actions = actionsIn(c, query, breakdowns);
  const signals = signalsIn(c, query, breakdowns.length + all.length > 0);
  const named = namedIn(c);
  const apart = breakdowns.some(
    ([name, value]) =>
      value !== OTHER &&
      value !== NONE &&
      kinds.spelling(name, value) === undefined &&
      !named.has(name, fold(value)) &&
      kinds.isFull(name, named),
  );
  const keptAs = keptIn(kinds, c);
  const says = (name: string, texts: readonly string[], wanted: string) =>
    texts.some((text) => isSame(breakdownValue(c, name, text), wanted));
  const partOfWeek = { hour: query.hour, weekday: query.weekday };
  const only = inPartOfWeek(partOfWeek);
  const zone = String(query.timezone ?? r.ctx.zone);
  return {
    actions,
    breakdowns,
    details: all.filter(([name]) => !Object.hasOwn(c.breakdowns, name)),
    declared,
    apart,
    users: null,
    ofRange: false,
    only: only && ((span) => only(span, zone, r.ctx.now)),
    partOfWeek,
    signals,
    ...staffOf(c, query),
    echo: echoOf(query, breakdowns, all),
    lets: (kind) =>
      kind.signal === '' &&
      (actions === null || actions.includes(kind.action)) &&
      breakdowns.every(([name, value]) => isSame(kind.values.get(name), value)) &&
      declared.every(([name, value]) => says(name, readTexts(kind.values.get(`details.${name}`)), value)),
    mayCount(kind, untold) {
      if (kind.signal !== '') return signals.some((name) => c.counters[name]!.signal === kind.signal);
      if (actions !== null && !actions.includes(kind.action)) return false;
      return breakdowns.every(([name, wanted]) => {
        const value = kind.values.get(name);
        return untold.includes(name) || isSame(value, wanted) || (apart && value === OTHER);
      });
    },
    isValue(breakdown, raw, wanted) {
      const value = breakdownValue(c, breakdown, raw);
      if (value === null || wanted === NONE) return value === null && wanted === NONE;
      return wanted === OTHER ? keptAs(breakdown, value) === OTHER : isSame(value, wanted);
    },
    says,
  };
}

const isSame = (value: string | null | undefined, wanted: string): boolean =>
  value === null || value === undefined ? wanted === NONE : fold(value) === fold(wanted);

/** The name under which blocks tell a value: what came too late for a place of its own is `(other)`. */
function keptIn(kinds: Kinds, c: CatalogueInput) {
  const named = namedIn(c);
  return (breakdown: string, value: string): string => {
    const known = kinds.spelling(breakdown, value);
    if (known !== undefined || named.has(breakdown, fold(value))) return known ?? value;
    return kinds.isFull(breakdown, named) ? OTHER : value;
  };
}

function actionsIn(c: CatalogueInput, query: ScopeQuery, breakdowns: readonly Pair[]) {
  const lists = [
    query.feature === undefined ? null : actionsOf(c, query.feature),
    query.action ?? null,
    ...breakdowns.flatMap(([name, value]) => (value === NONE ? [] : [c.breakdowns[name]!.actions])),
  ].filter((list) => list !== null);
  if (lists.length === 0) return null;
  return Object.keys(c.actions).filter((action) => lists.every((list) => list.includes(action)));
}

function signalsIn(c: CatalogueInput, query: ScopeQuery, filtered: boolean): string[] {
  if (filtered || query.action !== undefined) return [];
  return Object.keys(c.counters).filter((name) => {
    const def = c.counters[name]!;
    return def.signal && (query.feature === undefined || def.feature === query.feature);
  });
}

const ECHOED = [
  'feature',
  'userId',
  'search',
  'account',
  'referralCode',
  'paid',
  'mostUsed',
  'hour',
  'weekday',
] as const;

function echoOf(
  query: ScopeQuery,
  breakdowns: readonly Pair[],
  details: readonly Pair[],
): Record<string, string> {
  const echo: Record<string, string> = { excludeInternal: String(query.excludeInternal) };
  for (const name of ECHOED) {
    const value = query[name];
    if (value !== undefined) echo[name] = String(value);
  }
  if (query.action) echo.action = query.action.join(',');
  for (const [name, value] of breakdowns) echo[name] = value;
  for (const [name, value] of details) echo[`filter[details.${name}]`] = value;
  if (query.groupBy) echo.groupBy = query.groupBy.join(',');
  return echo;
}
