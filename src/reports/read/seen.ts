import { actionsOf, countingOf, holds, own, type Term } from '../../catalogue/index.ts';
import type { Kind } from '../../store/kinds.ts';
import { TooManyTexts } from '../../store/log.ts';
import type { Question } from '../../store/question.ts';
import type { PeopleQuestion } from '../../store/questions/people.ts';
import type { Stretch } from '../../store/stretch.ts';
import { Untold } from '../../store/untold.ts';
import { openView, type View } from '../../store/view.ts';
import { BadRequest } from '../errors.ts';
import type { Range } from '../range/period.ts';
import type { ReadScope } from './activity-scope.ts';
import type { ReportReader } from './reader.ts';
import { type AskedOf, type Missing, missingFor, Removed, removedFor } from './removed.ts';

/** Activity as far as a report's scope lets it through: what is known of some time, and which of it counts. */
export interface Seen extends View {
  readonly scope: ReadScope;
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
  /** By kind: 1 for signals that feed a counter of the scope. */
  weightsOfSignals(): Int32Array;
  /** By kind: 1 for activities of a feature that count. */
  weightsOfFeature(feature: string): Int32Array;
  /** By kind: the group of what counts, and each group's key; kinds that `keyOf` answers null for are left out. */
  groups(keyOf: (kind: Kind) => string | null): { readonly groups: Int32Array; readonly keys: string[] };
  /** Counters that can't be told for all of a span, since a value they ask for wasn't kept. */
  untoldCounters(span: Stretch): ReadonlySet<string>;
  /** @throws Removed where retention leaves what counts in a span open */
  check(span: Stretch, o?: CheckOptions): Promise<void>;
  /** Whether retention leaves nothing of it open. */
  tells(span: Stretch): Promise<boolean>;
  /** The answer; null where retention leaves it open, which `missing` then tells. */
  unlessRemoved<T>(part: Parameters<typeof missingFor>[0], work: () => Promise<T>): Promise<T | null>;
  /** A range, without its comparison where that can't be told. */
  comparable(range: Range, part?: Parameters<typeof missingFor>[0]): Promise<Range>;
  /** Parts of the answer that are null, each with the reason. */
  readonly missing: Missing;
}

/** Whom a question is about, as the store takes it. */
export const whoseOf = ({
  places,
  scope,
  ofInternal,
}: Seen): Pick<PeopleQuestion, 'places' | 'internal'> => ({
  places,
  internal: scope.internalPeople ? ofInternal : null,
});

interface CheckOptions {
  /** Details of activities are needed, the rows themselves, or in which order they came. */
  readonly needs?: 'details' | 'rows' | 'order';
  /** Only what may be one of these has to be told. Default: everything that the scope lets through. */
  readonly among?: (kind: Kind) => boolean;
  readonly buckets?: readonly Stretch[];
}

export interface LookOptions {
  /** The query, whose parameters a refusal names. */
  readonly asked: AskedOf;
  /** Further details by which rows are told apart; what they say stands under `details.NAME`. Only rows that have them all. */
  readonly details?: readonly string[];
  /** Details by which rows are told apart like this, but also rows that don't have them. */
  readonly beside?: readonly string[];
  /** Further breakdowns by which kinds are told apart. */
  readonly breakdowns?: readonly string[];
  readonly only?: 'log' | 'kept';
  /** All that has to be told of what the scope counts: activities without signals, or what people did of them. */
  readonly counts?: 'activities' | 'people';
  /** What is missing of the same answer. */
  readonly missing?: Missing;
}

/**
 * Looks at the activity of some spans under a scope. Everything that a report asks of it comes from one snapshot.
 *
 * @throws Removed where retention has removed what a question needs
 */
export async function look(
  r: ReportReader,
  scope: ReadScope,
  spans: readonly Stretch[],
  o: LookOptions,
): Promise<Seen> {
  const { db, catalogue, zone, away } = r.ctx;
  const opened = openView(
    { db, client: r.client, catalogue, zone, signal: r.signal, away: Boolean(away) },
    {
      spans,
      users: scope.users?.ids ?? null,
      details: [
        ...new Set([...scope.declared.map(([name]) => name), ...(o.details ?? []), ...(o.beside ?? [])]),
      ],
      ...((o.details || o.beside?.length) && { saying: o.details ?? [] }),
      where: scope.details,
      apart: scope.apart,
      actions: scope.actions,
      breakdowns: [...scope.breakdowns.map(([name]) => name), ...(o.breakdowns ?? [])],
      mayCount: (kind, untold) => !(o.counts && kind.signal) && scope.mayCount(kind, untold),
      countsInternal: (kind) => (o.counts !== 'people' || scope.internalPeople) && scope.countsInternal(kind),
      ...(o.only && { only: o.only }),
    },
  );
  const view = await opened.catch((error: unknown) => {
    if (!(error instanceof TooManyTexts)) throw error;
    const names = [...(o.details ?? []), ...(o.beside ?? [])];
    const parameter = names.some((name) => o.asked.groupBy?.includes(name)) ? 'groupBy' : 'steps';
    throw new BadRequest({
      [parameter]: `has ${error.message}, of ${names.join(' and ')}; take a shorter range, a feature or a filter`,
    });
  });
  return seen(r, scope, view, o);
}

function seen(r: ReportReader, scope: ReadScope, view: View, o: LookOptions): Seen {
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
  const places = placesOf(view, scope);
  const told = { asked: o.asked, scope, details: o.details ?? [], zone: r.ctx.zone };
  const telling = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw error instanceof Untold ? removedFor(error, told) : error;
    }
  };
  const check: Seen['check'] = (span, { needs, among, buckets = [] } = {}) =>
    telling(() =>
      view.refuse({
        span,
        places,
        bounds: [...buckets, ...(scope.only?.(span) ?? [])].flatMap(({ start, end }) => [start, end]),
        among,
        needs,
      }),
    );
  const tells = async (span: Stretch) => {
    try {
      await check(span);
      return true;
    } catch (error) {
      if (error instanceof Removed) return false;
      throw error;
    }
  };
  const missing = o.missing ?? {};
  const unlessRemoved: Seen['unlessRemoved'] = async (part, work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Removed)) throw error;
      missing[part] = missingFor(part, error);
      return null;
    }
  };
  const ranked = Object.keys(c.counters).filter((name) => own(c.counters, name)?.ranked);
  return {
    ...view,
    scope,
    places,
    walk: (questions, among) => telling(() => view.walk(partly(questions, scope), among)),
    check,
    tells,
    unlessRemoved,
    missing,
    passes: Uint8Array.from(counted),
    ofInternal: Uint8Array.from(byKind((kind) => (scope.countsInternal(kind) ? 1 : 0))),
    passesAll:
      scope.actions === null && scope.details.length + scope.declared.length + scope.breakdowns.length === 0,
    weights: (score) =>
      score === 'totalActivity'
        ? byKind((kind) => ranked.reduce((sum, name) => sum + ofCounter(kind, name), 0))
        : byKind((kind) => ofCounter(kind, score)),
    weightsOfSignals() {
      const signals = scope.signals.map((name) => counting.counters.get(name)!.signal);
      return byKind((kind) => (kind.signal !== '' && signals.includes(kind.signal) ? 1 : 0));
    },
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
    untoldCounters(span) {
      const untold = view.untold(span);
      return new Set(
        [...counting.counters].flatMap(([name, { where }]) =>
          where && untold.has(where.breakdown) ? [name] : [],
        ),
      );
    },
    async comparable(range, part = 'comparison') {
      const { comparison } = range;
      if (!comparison) return range;
      const told = await unlessRemoved(part, async () => {
        await check(comparison);
        return true;
      });
      return told ? range : { ...range, comparison: null, comparisonBuckets: [] };
    },
  };
}

/** Of the parts of time alone that a scope asks for. */
const partly = <Q extends readonly Question[]>(questions: Q, { only }: ReadScope): Q =>
  only ? (questions.map((q) => ({ ...q, only: only(q.span) })) as readonly Question[] as Q) : questions;

function placesOf(view: View, scope: ReadScope): Int32Array | null {
  if (!scope.users) return null;
  const places = new Int32Array(view.mask.length).fill(-1);
  for (const no of scope.users.nos) if (no < places.length) places[no] = no;
  return places;
}
