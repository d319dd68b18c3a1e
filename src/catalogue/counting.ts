import type { CatalogueInput, CounterDef } from './define.ts';
import { actionsOf, fold, staffFeatures } from './shape.ts';

/**
 * What a number counts: the one place that reads it out of the catalogue, as sets of activities for code that adds
 * up and as SQL for code that lets the database do it.
 *
 * A number is a sum of terms. A *term* is the activities of some actions, perhaps only those with one value of a
 * breakdown, or a signal; its *weight* is what one of them adds.
 */
export interface Term {
  /** None for a signal. */
  readonly actions: readonly string[];
  readonly where: Where | null;
  /** Counted without a log row. */
  readonly signal: string | null;
  readonly weight: 1 | -1;
}

/** The value of a breakdown that is asked for, as the catalogue spells it, and the fold by which values are compared. */
export interface Where {
  readonly breakdown: string;
  readonly value: string;
  readonly folded: string;
}

/** Numbers beside the counters that are sums of activities. */
export type Metric =
  | 'totalActivity'
  | 'sessions'
  | 'media'
  | 'mediaUploads'
  | 'captionGenerations'
  | 'allCaptions'
  | 'compositions'
  | 'actionsPerformed'
  | 'settingsChanged';

export interface Counting {
  /** Each counter's term, in the catalogue's order. */
  readonly counters: ReadonlyMap<string, Term>;
  readonly metrics: Readonly<Record<Metric, readonly Term[]>>;
  /** Counters that every activity of an action adds one to. */
  plain(action: string): readonly string[];
  /** Counters that an activity of an action adds one to for a breakdown's value, whatever its spelling. */
  valued(action: string, breakdown: string, value: string): readonly string[];
}

const known = new WeakMap<CatalogueInput, Counting>();

/** Compiled once a catalogue. */
export function countingOf(c: CatalogueInput): Counting {
  let counting = known.get(c);
  if (!counting) {
    counting = compile(c);
    known.set(c, counting);
  }
  return counting;
}

function compile(c: CatalogueInput): Counting {
  const counters = new Map(Object.entries(c.counters).map(([name, def]) => [name, termOf(def)]));
  const plain = new Map<string, string[]>();
  const valued = new Map<string, string[]>();
  const put = (into: Map<string, string[]>, key: string, counter: string) =>
    into.set(key, [...(into.get(key) ?? []), counter]);
  for (const [name, { actions, where }] of counters)
    for (const action of actions)
      if (where) put(valued, keyOf(action, where.breakdown, where.folded), name);
      else put(plain, action, name);
  return {
    counters,
    metrics: metricsOf(c),
    plain: (action) => plain.get(action) ?? NONE,
    valued: (action, breakdown, value) => valued.get(keyOf(action, breakdown, fold(value))) ?? NONE,
  };
}

const NONE: readonly string[] = [];
/** Names of actions and breakdowns hold no space. */
const keyOf = (action: string, breakdown: string, folded: string) => `${action} ${breakdown} ${folded}`;

function termOf({ actions = [], where, signal }: CounterDef): Term {
  const asked = Object.entries(where ?? {})[0];
  return {
    actions,
    where: asked ? { breakdown: asked[0], value: asked[1], folded: fold(asked[1]) } : null,
    signal: signal ?? null,
    weight: 1,
  };
}

function metricsOf(c: CatalogueInput): Counting['metrics'] {
  const { totals } = c;
  const of = (actions: readonly string[], weight: Term['weight'] = 1): Term => ({
    actions,
    where: null,
    signal: null,
    weight,
  });
  return {
    totalActivity: Object.values(c.counters)
      .filter((def) => def.ranked)
      .map(termOf),
    sessions: [of(totals.sessions)],
    media: [of(totals.mediaAdded), of(totals.mediaRemoved, -1)],
    mediaUploads: [of(totals.mediaAdded)],
    captionGenerations: [of(totals.captions)],
    allCaptions: [of(totals.allCaptions)],
    compositions: [of(totals.compositions)],
    actionsPerformed: [of(staffFeatures(c).flatMap((feature) => actionsOf(c, feature)))],
    settingsChanged: [of(totals.settings ?? [])],
  };
}

/** Every action that is in a sum, each once. */
export const actionsIn = (...terms: readonly Term[]): string[] => [
  ...new Set(terms.flatMap(({ actions }) => actions)),
];

/** A sum that asks for no value and no signal, over how often each action came. */
export function sumTerms(terms: readonly Term[], count: (action: string) => number): number {
  let sum = 0;
  for (const { actions, weight } of terms) for (const action of actions) sum += weight * count(action);
  return sum;
}

/** Whether an activity is one of a term's. */
export function holds(term: Term, action: string, told: (breakdown: string) => string | null): boolean {
  if (!term.actions.includes(action)) return false;
  if (!term.where) return true;
  const value = told(term.where.breakdown);
  return value !== null && fold(value) === term.where.folded;
}

/**
 * The same as a condition in SQL.
 *
 * @param folded the column that holds a breakdown's value, folded
 * @example termSql(countingOf(c).counters.get('captionThemeJoi')!, () => 'f0') // "action in ('smart_caption_generated') and f0 = 'joi'"
 */
export function termSql({ actions, where, signal }: Term, folded: (breakdown: string) => string): string {
  if (signal !== null) return `signal = ${literal(signal)}`;
  if (actions.length === 0) return 'false';
  const named = `action in (${actions.map(literal).join(', ')})`;
  return where ? `${named} and ${folded(where.breakdown)} = ${literal(where.folded)}` : named;
}

/** TRICKY: `create table as` takes no parameters; these texts are the catalogue's, never a caller's. */
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
