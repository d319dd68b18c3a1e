import { type LabelsDef, unknownLabels } from './labels.ts';
import { personNumbers } from './person-numbers.ts';

/**
 * What is measured, as data: features, actions, counters and breakdowns of a platform.
 * Browser-safe and free of dependencies: the server, the panel and a host's code all read the same value.
 *
 * Glossary: an *action* is what a user did; a *counter* is a per-user lifetime number that actions (or
 * signals) bump; a *breakdown* is a declared detail (theme, layout) by whose values activities are kept apart.
 */

/** Kinds of values that an action's `details` may declare; they type the tracking functions. */
export type DetailKind = 'text' | 'number' | 'boolean' | 'list';

export interface DetailTypes {
  text: string;
  number: number;
  boolean: boolean;
  list: readonly string[];
}

export interface FeatureDef {
  readonly label: string;
  /** Lucide icon name. */
  readonly icon: string;
  /** Actors of this feature are staff, so reports never exclude its internal activity. */
  readonly staff?: true;
  /** What everybody does on the way in, such as signing in: never what somebody used first. */
  readonly entry?: true;
}

export interface ActionDef {
  readonly feature: string;
  readonly label: string;
  readonly details?: Readonly<Record<string, DetailKind>>;
}

export interface CounterDef {
  readonly label: string;
  readonly feature: string;
  /** Actions that add one to it. */
  readonly actions?: readonly string[];
  /** Counts only where the breakdown detail folds to this value, e.g. `{ theme: 'JOI' }`. */
  readonly where?: Readonly<Record<string, string>>;
  /** Fed by a signal without a log row instead of by actions. */
  readonly signal?: string;
  /** Part of `totalActivity`. */
  readonly ranked?: true;
}

export interface BreakdownDef {
  readonly label: string;
  /** Actions whose `details[name]` is rolled up. */
  readonly actions: readonly string[];
  /** Known values by their canonical spelling, with labels. Others are kept as they come. */
  readonly values: Readonly<Record<string, string>>;
}

/** A number of distinct `details[detail]` over a feature's activity, e.g. users managed. */
export interface DistinctDef {
  readonly label: string;
  readonly feature: string;
  readonly detail: string;
}

/** People whom operators of this platform ask for, by numbers that they have and numbers that they don't. */
export interface ListDef {
  readonly label: string;
  /** Numbers of a person that are at least 1: counters, `byFeature.FEATURE`, `facts.FACT`, `activities`. */
  readonly some?: readonly string[];
  /** Numbers of a person that are 0. */
  readonly none?: readonly string[];
}

export interface CatalogueInput {
  readonly name: string;
  readonly features: Readonly<Record<string, FeatureDef>>;
  readonly actions: Readonly<Record<string, ActionDef>>;
  readonly counters: Readonly<Record<string, CounterDef>>;
  readonly breakdowns: Readonly<Record<string, BreakdownDef>>;
  readonly distinct?: Readonly<Record<string, DistinctDef>>;
  /** Lists of people that the panel offers, beside those that every platform has. */
  readonly lists?: Readonly<Record<string, ListDef>>;
  /** Which counters and actions the platform metrics of `/analytics` are made of. */
  readonly totals: TotalsDef;
  /** What the headline metrics are called. Default: by the counter, or the actions, that they add up. */
  readonly totalLabels?: Readonly<Partial<Record<TotalName, string>>>;
  /** What all of it is called in other languages of the panel, by language: `{ de: { features: { chat: 'Gespräche' } } }`. */
  readonly labels?: Readonly<Record<string, LabelsDef>>;
}

/** Headline metrics that are sums of `totals`: in a range, or as of its end (`totalSessions`, `media`). */
export const TOTAL_NAMES = [
  'sessions',
  'totalSessions',
  'media',
  'mediaUploads',
  'captionGenerations',
  'allCaptions',
  'compositions',
] as const;
export type TotalName = (typeof TOTAL_NAMES)[number];

/** The sums behind the headline metrics; each is a list of actions added, minus those subtracted. */
export interface TotalsDef {
  readonly sessions: readonly string[];
  readonly mediaAdded: readonly string[];
  readonly mediaRemoved: readonly string[];
  /** AI captions: the `captionGenerations` metric. */
  readonly captions: readonly string[];
  /** Every caption, manual ones included: `summary.totalCaptions`. */
  readonly allCaptions: readonly string[];
  readonly compositions: readonly string[];
  /** What counts as a setting changed, in `summary.admin`. Default: nothing. */
  readonly settings?: readonly string[];
}

export type Catalogue<C extends CatalogueInput = CatalogueInput> = C & { readonly fingerprint: string };

type Names<T> = keyof T & string;

/** Reference checks at compile time: a counter's actions, an action's feature must exist. */
type Checked<C extends CatalogueInput> = C & {
  readonly actions: { readonly [A in Names<C['actions']>]: { readonly feature: Names<C['features']> } };
  readonly counters: {
    readonly [K in Names<C['counters']>]: {
      readonly feature: Names<C['features']>;
      readonly actions?: readonly Names<C['actions']>[];
    };
  };
};

/**
 * Checks a catalogue and freezes it.
 *
 * @throws Error that names the offending entry and what is accepted.
 * @example
 * const catalogue = defineCatalogue({
 *   name: 'forge',
 *   features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
 *   actions: { commit: { feature: 'changes', label: 'Commit', details: { topic: 'text' } } },
 *   counters: { commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true } },
 *   breakdowns: { topic: { label: 'Topic', actions: ['commit'], values: { feat: 'Feature' } } },
 *   totals: { sessions: ['commit'], mediaAdded: [], mediaRemoved: [], captions: [], allCaptions: [], compositions: [] },
 * });
 */
export function defineCatalogue<const C extends CatalogueInput>(input: Checked<C>): Catalogue<C> {
  const problems = [...problemsOf(input)];
  if (problems.length > 0) throw new Error(`catalogue "${input.name}": ${problems.join('; ')}`);
  return Object.freeze({ ...(input as C), fingerprint: JSON.stringify(shapeOf(input)) });
}

const NAME = /^[a-z][a-z0-9_]{0,47}$/;
const COUNTER_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const RESERVED = new Set(['userId', 'firstActivityAt', 'lastActivityAt', 'updatedAt', 'totalActivity']);

/** A breakdown is a parameter of reports and part of column names, a detail is a filter. */
const DETAIL_NAME = /^[A-Za-z][A-Za-z0-9_]{0,47}$/;
/** Parameters that every report takes: a breakdown of such a name would hide one. */
const PARAMETERS = new Set(
  (
    'period startDate endDate timezone interval compare compareStartDate align excludeInternal refresh ' +
    'feature action userId search segment account referralCode paid mostUsed hour weekday details'
  ).split(' '),
);
const KINDS: Readonly<Record<DetailKind, true>> = { text: true, number: true, boolean: true, list: true };

/** The fields of a catalogue and of what it lists; one that is none of them is told, not ignored. */
const FIELDS = {
  features: ['label', 'icon', 'staff', 'entry'],
  actions: ['feature', 'label', 'details'],
  counters: ['label', 'feature', 'actions', 'where', 'signal', 'ranked'],
  breakdowns: ['label', 'actions', 'values'],
  distinct: ['label', 'feature', 'detail'],
  lists: ['label', 'some', 'none'],
} as const;
const TOTALS: Readonly<Record<keyof TotalsDef, true>> = {
  sessions: true,
  mediaAdded: true,
  mediaRemoved: true,
  captions: true,
  allCaptions: true,
  compositions: true,
  settings: true,
};

function* unknownIn(c: CatalogueInput): Generator<string> {
  const top = ['name', ...Object.keys(FIELDS), 'totals', 'totalLabels', 'labels', 'fingerprint'];
  for (const name of Object.keys(c))
    if (!top.includes(name))
      yield `"${name}" is no part of a catalogue; takes ${top.slice(0, -1).join(', ')}`;
  for (const [part, fields] of Object.entries(FIELDS))
    for (const [name, def] of Object.entries(c[part as keyof typeof FIELDS] ?? {}))
      for (const field of Object.keys(def))
        if (!(fields as readonly string[]).includes(field))
          yield `${part}.${name}.${field} is unknown; takes ${fields.join(', ')}`;
  for (const name of Object.keys(c.totals))
    if (!Object.hasOwn(TOTALS, name))
      yield `totals.${name} is unknown; takes ${Object.keys(TOTALS).join(', ')}`;
  for (const name of Object.keys(c.totalLabels ?? {}))
    if (!TOTAL_NAMES.includes(name as TotalName))
      yield `totalLabels.${name} is unknown; takes ${TOTAL_NAMES.join(', ')}`;
}

/** Names that every object inherits would be found where they aren't. */
function* inheritedIn(c: CatalogueInput): Generator<string> {
  const names = [
    ...[c.features, c.actions, c.counters, c.breakdowns, c.distinct ?? {}, c.lists ?? {}].flatMap(
      Object.keys,
    ),
    ...Object.values(c.actions).flatMap((action) => Object.keys(action.details ?? {})),
    ...Object.values(c.distinct ?? {}).map(({ detail }) => detail),
  ];
  for (const name of new Set(names))
    if (name in Object.prototype) yield `"${name}" is a name that every JavaScript object has; take another`;
}

function* problemsOf(c: CatalogueInput): Generator<string> {
  yield* unknownIn(c);
  yield* inheritedIn(c);
  yield* unknownLabels(c);
  const known = (kind: string, names: readonly string[], accepted: object) =>
    names
      .filter((n) => !Object.hasOwn(accepted, n))
      .map((n) => `${kind} names "${n}"; accepted: ${Object.keys(accepted).join(', ')}`);
  for (const name of [...Object.keys(c.features), ...Object.keys(c.actions)])
    if (!NAME.test(name)) yield `"${name}" isn't a name like session_created (a-z, 0-9, _; up to 48)`;
  for (const [name, a] of Object.entries(c.actions))
    yield* known(`action ${name}: feature`, [a.feature], c.features);
  for (const [name, a] of Object.entries(c.actions))
    for (const [detail, kind] of Object.entries(a.details ?? {})) {
      if (!DETAIL_NAME.test(detail))
        yield `action ${name}: detail "${detail}" isn't a name like captionLength`;
      yield* known(`action ${name}: detail ${detail}`, [kind], KINDS);
    }
  for (const [name, k] of Object.entries(c.counters)) {
    if (!COUNTER_NAME.test(name) || RESERVED.has(name)) yield `counter "${name}" isn't a free camelCase name`;
    if (!k.actions === !k.signal) yield `counter ${name} needs either actions or a signal`;
    yield* known(`counter ${name}: feature`, [k.feature], c.features);
    yield* known(`counter ${name}: actions`, k.actions ?? [], c.actions);
    yield* known(`counter ${name}: where`, Object.keys(k.where ?? {}), c.breakdowns);
    if (Object.keys(k.where ?? {}).length > 1) yield `counter ${name}: where takes one breakdown`;
  }
  for (const [name, b] of Object.entries(c.breakdowns))
    yield* known(`breakdown ${name}`, b.actions, c.actions);
  for (const name of Object.keys(c.breakdowns))
    if (!DETAIL_NAME.test(name)) yield `breakdown "${name}" isn't a name like theme`;
    else if (PARAMETERS.has(name))
      yield `breakdown "${name}" is a parameter of every report already; call the detail something else`;
  for (const [name, d] of Object.entries(c.distinct ?? {})) {
    yield* known(`distinct ${name}: feature`, [d.feature], c.features);
    // What is counted by value outlives whoever did it, and so would the ids of erased users.
    if (Object.hasOwn(c.breakdowns, d.detail))
      yield `breakdown "${d.detail}" is a detail that names persons (distinct ${name}), whose ids an erasure couldn't take out of what is counted by value; take it out of breakdowns, and filter reports by details.${d.detail} instead`;
  }
  const numbers = Object.fromEntries(personNumbers(c).map((name) => [name, true]));
  for (const [name, { some = [], none = [] }] of Object.entries(c.lists ?? {})) {
    yield* known(`list ${name}`, [...some, ...none], numbers);
    if (some.length + none.length === 0) yield `list ${name} needs numbers in some or none`;
  }
  for (const [name, list] of Object.entries(c.totals)) yield* known(`totals.${name}`, list, c.actions);
}

/** What decides columns and counting; labels and icons may change without a rebuild. */
function shapeOf(c: CatalogueInput) {
  return {
    actions: Object.entries(c.actions).map(([name, a]) => [name, a.feature]),
    counters: Object.entries(c.counters).map(([name, k]) => [name, k.actions ?? [], k.where ?? {}, k.signal]),
    breakdowns: Object.entries(c.breakdowns).map(([name, b]) => [name, b.actions]),
  };
}
