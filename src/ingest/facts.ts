import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { failureOf } from '../db/failures.ts';
import { patiently } from '../db/patiently.ts';
import { sharesLock } from '../store/lock.ts';
import { bisect } from './bisect.ts';
import { checkFact, type FactOutcome } from './check-fact.ts';
import { type FactName, type FactTable, factTables } from './fact-rows.ts';
import type { HostTransaction } from './host.ts';
import type { Queryable } from './host-sql.ts';
import { keepFacts } from './keep-facts.ts';
import { demandWritten } from './must-commit.ts';
import { errorText, notInTransaction, notWritten } from './not-written.ts';
import type { RecordOptions } from './read-options.ts';
import { countsOf, type Tombstones, writeUnerased } from './tombstones.ts';
import { underSavepoint } from './under-savepoint.ts';

export interface FactOptions extends RecordOptions {
  /** Who was erased: what names them isn't kept. */
  readonly tombstones?: Tombstones | undefined;
}

/**
 * Records facts of one kind: one outcome for each, in order. Users whom they name and nobody knew become stubs;
 * under a host's transaction only with their first activity, since an account that waits for the host's commit
 * would hold up everybody who tracks for it.
 *
 * @throws NotCommittedError with `mustCommit`, for the first that wasn't written; nothing otherwise
 */
export async function recordFacts(
  db: Database,
  name: FactName,
  inputs: readonly unknown[],
  options: FactOptions = {},
): Promise<FactOutcome[]> {
  const outcomes: FactOutcome[] = [];
  let cause: unknown;
  if (db.relations[name].mapped) outcomes.push(...inputs.map(() => readElsewhere(name)));
  else {
    const fact: FactTable = factTables[name];
    const checked = inputs.map((input) => checkFact(fact.schema, input));
    const facts = checked.flatMap((each) => (each.ok ? [each.value] : []));
    let kept: Map<Fact, FactOutcome>;
    if (options.tx)
      ({ kept, cause } = await writeInTransaction(db, options.tx, fact, facts, options.tombstones));
    else kept = await writeEach(facts, (some) => writeFacts(db, fact, some, options.tombstones));
    outcomes.push(...checked.map((each) => (each.ok ? kept.get(each.value)! : each.outcome)));
  }
  if (options.mustCommit) demandWritten(outcomes, cause);
  return outcomes;
}

type Fact = Readonly<Record<string, unknown>>;

/** The users that facts of a kind name. */
const usersIn = (fact: FactTable) => {
  const named = fact.columns.filter((c) => c.user).map((c) => c.field);
  return (each: Fact) => named.map((field) => String(each[field]));
};

/** One transaction that an erasure waits for, or that is done again where one came first. */
async function writeFacts(
  db: Database,
  fact: FactTable,
  facts: readonly Fact[],
  tombstones: Tombstones | undefined,
): Promise<Map<Fact, FactOutcome>> {
  const usersOf = usersIn(fact);
  let kept = new Map<Fact, FactOutcome>();
  const erased = await writeUnerased(db, tombstones, facts.flatMap(usersOf), (found, epoch) =>
    transaction(db, async (client) => {
      if (!(await holdsEpoch(db, client, epoch))) return false;
      kept = await keepLive(db, client, fact, facts, found);
      // Of those that were kept alone: a refused fact leaves nothing behind.
      const named = [...kept].flatMap(([each, { outcome }]) => (outcome === 'recorded' ? usersOf(each) : []));
      if (named.length > 0) await insertStubs(db, [...new Set(named)], client);
      return true;
    }),
  );
  await tombstones?.noteLate(countsOf(facts.flatMap(usersOf).filter((id) => erased.has(id))));
  return kept;
}

/**
 * All of them or none, in the host's transaction. It takes no lock of ours, however long it stays open: one that an
 * erasure overtakes keeps its facts, and erasing once more removes them.
 */
async function writeInTransaction(
  db: Database,
  tx: HostTransaction,
  fact: FactTable,
  facts: readonly Fact[],
  tombstones: Tombstones | undefined,
): Promise<{ kept: Map<Fact, FactOutcome>; cause?: unknown }> {
  if (facts.length === 0) return { kept: new Map() };
  try {
    const kept = await underSavepoint(tx, async (client) => {
      const users = [...new Set(facts.flatMap(usersIn(fact)))];
      return keepLive(db, client, fact, facts, (await tombstones?.among(users, client)) ?? new Map());
    });
    for (const [each, { outcome }] of kept)
      if (outcome === 'recorded') kept.set(each, { outcome: 'pending' });
    return { kept };
  } catch (cause) {
    const told: FactOutcome = { outcome: 'refused', reason: 'transaction', message: notInTransaction(cause) };
    return { kept: new Map(facts.map((each) => [each, told])), cause };
  }
}

/** Keeps those that name nobody who was erased. */
async function keepLive(
  db: Database,
  client: Queryable,
  fact: FactTable,
  facts: readonly Fact[],
  erased: ReadonlyMap<string, string>,
): Promise<Map<Fact, FactOutcome>> {
  const usersOf = usersIn(fact);
  const isErased = (each: Fact) => usersOf(each).some((id) => erased.has(id));
  const live = facts.filter((each) => !isErased(each));
  const kept = live.length > 0 ? await keepFacts(db, client, fact, live) : [];
  const outcomes = new Map(live.map((each, i) => [each, kept[i]!]));
  return new Map(facts.map((each) => [each, outcomes.get(each) ?? { outcome: 'erased' }]));
}

/** Holds whoever erases or changes flags off until the commit; false where one came first: its epoch has moved. */
export async function holdsEpoch(db: Database, client: pg.PoolClient, epoch: number): Promise<boolean> {
  const { rows } = await client.query<{ epoch: number }>(
    `select epoch from ${db.s}.write_guard where id = 1 and ${sharesLock(db.s)}`,
  );
  return rows[0]?.epoch === epoch;
}

/** What is mapped is read where the platform keeps it: a second source would count twice. */
export function readElsewhere(name: string): FactOutcome {
  return {
    outcome: 'refused',
    reason: 'mapped',
    message: `${name} are read from the platform's own tables (facts.${name} of the configuration): write there, or take the mapping out to record them`,
  };
}

/** How long facts wait for a database that is away, or for another transaction to get out of the way. */
const PATIENCE = 5_000;

/**
 * Writes a list, again while the database is away; where it refuses a value, each half by itself until the
 * culprits stand alone. Never rejects.
 */
export async function writeEach<T>(
  items: readonly T[],
  write: (items: readonly T[]) => Promise<Map<T, FactOutcome>>,
  deadline = Date.now() + PATIENCE,
): Promise<Map<T, FactOutcome>> {
  if (items.length === 0) return new Map();
  try {
    return await patiently(() => write(items), { deadline });
  } catch (error) {
    if (failureOf(error).kind === 'value')
      return bisect(items, (half) => writeEach(half, write, deadline), {
        alone: () => ({
          outcome: 'refused',
          reason: 'invalid',
          message: `the database refuses it: ${errorText(error)}`,
        }),
      });
    return new Map(items.map((item) => [item, { outcome: 'refused', ...notWritten(error) }]));
  }
}

/**
 * Users who aren't known yet, as stubs; in byte order of the id, as every writer of users goes. Inserted only
 * where missing: a conflict would use up a `user_no`.
 */
export async function insertStubs(
  db: Database,
  ids: readonly string[],
  client: Queryable = db.pool,
): Promise<void> {
  await client.query(
    `insert into ${db.s}.users (id) select i.id from unnest($1::text[]) i(id)
     where not exists (select 1 from ${db.s}.users u where u.id = i.id)
     order by i.id collate "C" on conflict (id) do nothing`,
    [ids],
  );
}
