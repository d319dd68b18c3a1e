import { type CatalogueInput, fold } from '../catalogue/index.ts';
import { type Database, type Queryable, transaction } from '../db/connect.ts';
import { sql } from '../db/sql.ts';
import { type Ask, together } from '../db/together.ts';

/** What activities agree in as far as counting goes: an action with the values of its breakdowns, or a signal. */
export interface Kind {
  /** From 1, never used twice. */
  readonly no: number;
  /** Empty for a signal. */
  readonly action: string;
  /** As the log has it; of a signal that of the counter which it feeds. */
  readonly feature: string;
  /** Empty for an activity. */
  readonly signal: string;
  /** By breakdown, in the first spelling that came. */
  readonly values: ReadonlyMap<string, string>;
}

/** A kind that may not have its number yet. Values as `breakdownValue` tells them. */
export interface KindKey {
  readonly action: string;
  readonly feature: string;
  readonly signal: string;
  readonly values: readonly (readonly [breakdown: string, value: string])[];
}

/** Values of a breakdown that are told apart, beside those that the catalogue names. */
export const MAX_VALUES = 200;
/** Kinds of an action; a combination that comes later is told by the values that the catalogue names. */
export const MAX_KINDS = 2_000;
/** What all other values are called. */
export const OTHER = '(other)';

/** Two that register take turns. */
const LOCK = 7_262_103;

/** The kinds that a process knows. Kinds are only ever added, so that what is known stays true. */
export class Kinds {
  readonly list: Kind[] = [];
  readonly #numbers = new Map<string, number>();
  /** First spellings by breakdown and folded value, and the number of the kind that they came with. */
  readonly #spellings = new Map<string, Map<string, { readonly value: string; readonly since: number }>>();
  readonly #ofAction = new Map<string, number>();
  /** Breakdowns that were found full; they stay so. */
  readonly #full = new WeakMap<Named, Set<string>>();
  #highest = 0;

  get highest(): number {
    return this.#highest;
  }

  add(kind: Kind): void {
    if (kind.no <= this.#highest) return;
    this.#highest = kind.no;
    this.list.push(kind);
    this.#numbers.set(keyOf({ ...kind, values: [...kind.values] }), kind.no);
    this.#ofAction.set(kind.action, (this.#ofAction.get(kind.action) ?? 0) + 1);
    for (const [breakdown, value] of kind.values) {
      const known = this.#spellings.get(breakdown) ?? new Map<string, { value: string; since: number }>();
      this.#spellings.set(breakdown, known);
      if (!known.has(fold(value))) known.set(fold(value), { value, since: kind.no });
    }
  }

  /** How a value is spelt where it is shown: as it came first. Undefined where it never came, or came too late. */
  spelling(breakdown: string, value: string): string | undefined {
    return this.#spellings.get(breakdown)?.get(fold(value))?.value;
  }

  /**
   * Whether all that came of a value was told by it, also where no catalogue named it: it had its place before
   * anything of its breakdown was told as other, and no action has run out of kinds.
   */
  wasApart(breakdown: string, value: string): boolean {
    const known = this.#spellings.get(breakdown);
    const other = known?.get(OTHER)?.since;
    if (other === undefined) return true;
    const own = known?.get(fold(value))?.since ?? Number.POSITIVE_INFINITY;
    return own < other && [...this.#ofAction.values()].every((kinds) => kinds < MAX_KINDS);
  }

  /** Whether a breakdown has no room for values that the catalogue doesn't name. */
  isFull(breakdown: string, named: Named): boolean {
    const full = this.#full.get(named) ?? new Set<string>();
    if (full.has(breakdown)) return true;
    let others = 0;
    for (const folded of this.#spellings.get(breakdown)?.keys() ?? [])
      if (folded !== OTHER && !named.has(breakdown, folded)) others++;
    if (others < MAX_VALUES) return false;
    this.#full.set(named, full.add(breakdown));
    return true;
  }

  /**
   * The number of a kind. A key for whom the answer is undefined has to be registered before it counts; from then
   * on the answer is the same for ever.
   */
  numberOf(key: KindKey, named: Named): number | undefined {
    return this.#numbers.get(keyOf(this.#kept(key, named)));
  }

  /** The kind that is to be registered for a key. */
  toRegister(key: KindKey, named: Named): KindKey {
    const kept = this.#kept(key, named);
    const values = kept.values.map(
      ([breakdown, value]) => [breakdown, this.spelling(breakdown, value) ?? value] as const,
    );
    return { ...kept, values };
  }

  #kept(key: KindKey, named: Named): KindKey {
    if (key.values.length === 0) return key;
    const values = key.values.map(([breakdown, value]) => {
      const folded = fold(value);
      const apart =
        named.has(breakdown, folded) ||
        this.#spellings.get(breakdown)?.has(folded) ||
        !this.isFull(breakdown, named);
      return [breakdown, apart ? value : OTHER] as const;
    });
    const kept = { ...key, values };
    if ((this.#ofAction.get(key.action) ?? 0) < MAX_KINDS || this.#numbers.has(keyOf(kept))) return kept;
    return {
      ...key,
      values: values.map(([breakdown, value]) => [
        breakdown,
        named.has(breakdown, fold(value)) ? value : OTHER,
      ]),
    };
  }
}

const keyOf = ({ action, feature, signal, values }: KindKey): string =>
  [
    action,
    feature,
    signal,
    ...values.map(([breakdown, value]) => `${breakdown}\u0001${fold(value)}`).sort(),
  ].join('\u0000');

/** Values that a catalogue names, by listing them or by asking for them in a counter: they are always told apart. */
export interface Named {
  has(breakdown: string, folded: string): boolean;
}

const namedBy = new WeakMap<CatalogueInput, Named>();

export function namedIn(c: CatalogueInput): Named {
  let named = namedBy.get(c);
  if (!named) {
    const pairs = new Set<string>();
    for (const [breakdown, { values }] of Object.entries(c.breakdowns))
      for (const value of Object.keys(values)) pairs.add(`${breakdown} ${fold(value)}`);
    for (const { where } of Object.values(c.counters))
      for (const [breakdown, value] of Object.entries(where ?? {})) pairs.add(`${breakdown} ${fold(value)}`);
    named = { has: (breakdown, folded) => pairs.has(`${breakdown} ${folded}`) };
    namedBy.set(c, named);
  }
  return named;
}

/** The feature of the counter that a signal feeds. */
export const featureOfSignal = (c: CatalogueInput, signal: string): string =>
  Object.values(c.counters).find((def) => def.signal === signal)?.feature ?? '';

interface KindRow {
  readonly no: number;
  readonly action: string;
  readonly feature: string;
  readonly signal: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Learns of the kinds that others have registered. */
export const newKinds = ({ tables }: Database, kinds: Kinds): Ask<void> => ({
  sql: sql`select no, action, feature, signal, details from ${tables.activityKinds}
    where no > ${kinds.highest} order by no`,
  read(rows: KindRow[]) {
    for (const { details, ...row } of rows) kinds.add({ ...row, values: new Map(Object.entries(details)) });
  },
});

/** The same by itself. */
export const loadKinds = (db: Database, client: Queryable, kinds: Kinds): Promise<unknown> =>
  together(client, [newKinds(db, kinds)]);

/**
 * Gives keys their numbers, in this order as long as there is room. Whoever counts activities calls it before,
 * so that a builder finds each of them told by the same kind ever after.
 */
export async function registerKinds(
  db: Database,
  kinds: Kinds,
  keys: readonly KindKey[],
  catalogue: CatalogueInput,
): Promise<void> {
  const named = namedIn(catalogue);
  if (keys.every((key) => kinds.numberOf(key, named) !== undefined)) return;
  await transaction(db, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await loadKinds(db, client, kinds);
    await insertKinds(db, client, kinds, keys, named);
  });
  // Known once they are committed.
  await loadKinds(db, db.pool, kinds);
}

async function insertKinds(
  db: Database,
  client: Queryable,
  kinds: Kinds,
  keys: readonly KindKey[],
  named: Named,
): Promise<void> {
  const draft = new Kinds();
  for (const kind of kinds.list) draft.add(kind);
  const added: KindRow[] = [];
  for (const key of keys) {
    if (draft.numberOf(key, named) !== undefined) continue;
    const { values, ...rest } = draft.toRegister(key, named);
    const no = draft.highest + 1;
    draft.add({ no, ...rest, values: new Map(values) });
    added.push({ no, ...rest, details: Object.fromEntries(values) });
  }
  if (added.length === 0) return;
  await client.query(
    `insert into ${db.s}.activity_kinds (no, action, feature, signal, details)
     select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::jsonb[])`,
    [
      added.map((row) => row.no),
      added.map((row) => row.action),
      added.map((row) => row.feature),
      added.map((row) => row.signal),
      added.map((row) => JSON.stringify(row.details)),
    ],
  );
}
