import { actionsOf, countingOf, holds, own, type Term } from '../../catalogue/index.ts';
import type { Kind } from '../../store/kinds.ts';
import type { Stretch } from '../../store/stretch.ts';
import { openView, Untold, type View } from '../../store/view.ts';
import { BadRequest } from '../errors.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Activity as far as a report's scope lets it through: what is known of some time, and which of it counts. */
export interface Seen extends View {
  readonly scope: Scope;
  /** By number: the same number for whom the scope asks about, -1 for others. Null: everybody. */
  readonly places: Int32Array | null;
  /** By kind: 1 for activities that count. */
  readonly passes: Uint8Array;
  /** By kind: 1 for what counts of internal accounts, too. */
  readonly ofInternal: Uint8Array;
  /** Every activity of everybody passes. */
  readonly passesAll: boolean;
  /** By kind: what one row adds to a score, which is a counter or `totalActivity`. */
  weights(score: string): Int32Array;
  /** By kind: 1 for activities of a feature that count. */
  weightsOfFeature(feature: string): Int32Array;
  /** By kind: the group of what counts, and each group's key; kinds that `keyOf` answers null for are left out. */
  groups(keyOf: (kind: Kind) => string | null): { readonly groups: Int32Array; readonly keys: string[] };
  /** Counters that can't be told for all of this time, since a value they ask for was not kept. */
  readonly untoldCounters: ReadonlySet<string>;
}

export interface LookOptions {
  /** Further details by which rows are told apart; their values stand under `details.NAME`. */
  readonly details?: readonly string[];
  /** Leaves out what is kept of rows that are gone. */
  readonly logAlone?: boolean;
}

/**
 * Looks at the activity of some spans under a scope. Everything that a report asks of it comes from one snapshot.
 *
 * @throws BadRequest where retention has removed what the question needs
 */
export async function look(
  r: Reader,
  scope: Scope,
  spans: readonly Stretch[],
  o: LookOptions = {},
): Promise<Seen> {
  const { db, catalogue, zone } = r.ctx;
  const details = [...new Set([...scope.declared.map(([name]) => name), ...(o.details ?? [])])];
  const view = await telling(r, () =>
    openView(
      { db, client: r.client, catalogue, zone, signal: r.signal },
      {
        spans,
        users: scope.users?.ids ?? null,
        details,
        where: scope.details,
        apart: scope.apart,
        ...(o.logAlone && { logAlone: true }),
      },
    ),
  );
  return seen(r, scope, { ...view, walk: (questions) => telling(r, () => view.walk(questions)) });
}

function seen(r: Reader, scope: Scope, view: View): Seen {
  const c = r.ctx.catalogue;
  const counting = countingOf(c);
  const byKind = (value: (kind: Kind) => number): Int32Array => {
    const table = new Int32Array(view.kindCount);
    for (const kind of view.kinds) table[kind.no] = value(kind);
    return table;
  };
  const counted = byKind((kind) => (scope.lets(kind) ? 1 : 0));
  const inTerm = (kind: Kind, counter: string, term: Term): boolean =>
    term.signal !== null
      ? kind.signal === term.signal && scope.signals.includes(counter)
      : counted[kind.no] === 1 && holds(term, kind.action, (name) => kind.values.get(name) ?? null);
  const ofCounter = (kind: Kind, counter: string) =>
    inTerm(kind, counter, counting.counters.get(counter)!) ? 1 : 0;
  const ranked = Object.keys(c.counters).filter((name) => own(c.counters, name)?.ranked);
  return {
    ...view,
    scope,
    places: placesOf(view, scope),
    passes: Uint8Array.from(counted),
    ofInternal: Uint8Array.from(byKind((kind) => (scope.countsInternal(kind) ? 1 : 0))),
    passesAll:
      scope.actions === null && scope.details.length + scope.declared.length + scope.breakdowns.length === 0,
    weights: (score) =>
      score === 'totalActivity'
        ? byKind((kind) => ranked.reduce((sum, name) => sum + ofCounter(kind, name), 0))
        : byKind((kind) => ofCounter(kind, score)),
    weightsOfFeature(feature) {
      const actions = actionsOf(c, feature);
      return byKind((kind) => (counted[kind.no] === 1 && actions.includes(kind.action) ? 1 : 0));
    },
    groups(keyOf) {
      const keys: string[] = [];
      const places = new Map<string, number>();
      const groups = new Int32Array(view.kindCount).fill(-1);
      for (const kind of view.kinds) {
        const key = counted[kind.no] === 1 ? keyOf(kind) : null;
        if (key === null) continue;
        let place = places.get(key);
        if (place === undefined) {
          place = keys.push(key) - 1;
          places.set(key, place);
        }
        groups[kind.no] = place;
      }
      return { groups, keys };
    },
    untoldCounters: new Set(
      [...counting.counters].flatMap(([name, { where }]) =>
        where && view.untold.has(where.breakdown) ? [name] : [],
      ),
    ),
  };
}

function placesOf(view: View, scope: Scope): Int32Array | null {
  if (!scope.users) return null;
  const places = new Int32Array(view.mask.length).fill(-1);
  for (const no of scope.users.nos) if (no < places.length) places[no] = no;
  return places;
}

/** What is kept of removed log tells whole days of the configured zone, and nothing by the hour or by other details. */
async function telling<T>(r: Reader, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Untold) throw removed(r, error.until);
    throw error;
  }
}

const removed = (r: Reader, until: number): BadRequest =>
  new BadRequest({
    startDate: `needs log rows that retention has removed; the earliest instant that can be served is ${at(until)}. Whole days of the zone ${r.ctx.zone} are served without the log`,
  });

/** @throws BadRequest where rows of the log itself are asked for and retention has removed some of them */
export function refuseRemoved(r: Reader, span: Stretch): void {
  const earliest = r.ctx.logStart;
  if (earliest !== undefined && span.start < earliest) throw removed(r, earliest);
}
