import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { failureOf } from '../db/failures.ts';
import { patiently } from '../db/patiently.ts';
import { sharesLock } from '../store/lock.ts';
import { bisect } from './bisect.ts';
import { checkFact, type FactOutcome } from './check-fact.ts';
import { type FactName, type FactTable, factTables } from './fact-rows.ts';
import type { HostTransaction } from './host.ts';
import { keepFacts, type Queryable } from './keep-facts.ts';
import { errorText, notWritten } from './not-written.ts';
import type { RecordOptions } from './read-options.ts';
import { countsOf, type Tombstones, writeUnerased } from './tombstones.ts';

export interface FactOptions extends RecordOptions {
  /** Who was erased: what names them isn't kept. */
  readonly tombstones?: Tombstones | undefined;
}

/**
 * Records facts of one kind: one outcome for each, in order. Never rejects. Users whom they name and nobody
 * knew become stubs; under a host's transaction only with their first activity, since an account that waits
 * for the host's commit would hold up everybody who tracks for it.
 */
export async function recordFacts(
  db: Database,
  name: FactName,
  inputs: readonly unknown[],
  options: FactOptions = {},
): Promise<FactOutcome[]> {
  if (db.relations[name].mapped) return inputs.map(() => readElsewhere(name));
  const fact: FactTable = factTables[name];
  const checked = inputs.map((input) => checkFact(fact.schema, input));
  const facts = checked.flatMap((each) => (each.ok ? [each.value] : []));
  const write = async (some: readonly Fact[]) => {
    const outcomes = await writeFacts(db, fact, some, options);
    return new Map(some.map((each, i) => [each, outcomes[i]!]));
  };
  const kept = options.tx ? await underSavepoint(options.tx, facts, write) : await writeEach(facts, write);
  return checked.map((each) => (each.ok ? kept.get(each.value)! : each.outcome));
}

type Fact = Readonly<Record<string, unknown>>;

/**
 * One transaction that an erasure waits for, or that is done again where one came first. A host's own takes no
 * lock of ours, however long it stays open: one that an erasure overtakes keeps its facts, and erasing once
 * more removes them.
 */
async function writeFacts(
  db: Database,
  fact: FactTable,
  facts: readonly Fact[],
  { tx, tombstones }: FactOptions,
): Promise<FactOutcome[]> {
  const named = fact.columns.filter((c) => c.user).map((c) => c.field);
  const usersOf = (each: Fact) => named.map((field) => String(each[field]));
  const users = [...new Set(facts.flatMap(usersOf))];
  let outcomes: FactOutcome[] = [];
  const keep = async (client: Queryable, erased: ReadonlyMap<string, string>) => {
    const isErased = (each: Fact) => usersOf(each).some((id) => erased.has(id));
    const live = facts.filter((each) => !isErased(each));
    const kept = live.length > 0 ? await keepFacts(db, client, fact, live) : [];
    // Of those that were kept alone: a refused fact leaves nothing behind.
    const named = new Set(live.filter((_, i) => kept[i]!.outcome === 'recorded').flatMap(usersOf));
    if (!tx && named.size > 0) await insertStubs(db, [...named], client);
    let next = 0;
    outcomes = facts.map((each) => (isErased(each) ? { outcome: 'erased' } : kept[next++]!));
  };
  if (tx) {
    await keep(tx, (await tombstones?.among(users)) ?? new Map());
    return outcomes;
  }
  const erased = await writeUnerased(db, tombstones, users, (found, epoch) =>
    transaction(db, async (client) => {
      if (!(await holdsEpoch(db, client, epoch))) return false;
      await keep(client, found);
      return true;
    }),
  );
  await tombstones?.noteLate(countsOf(facts.flatMap(usersOf).filter((id) => erased.has(id))));
  return outcomes;
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

async function underSavepoint<T>(
  tx: HostTransaction,
  items: readonly T[],
  write: (items: readonly T[]) => Promise<Map<T, FactOutcome>>,
): Promise<Map<T, FactOutcome>> {
  if (items.length === 0) return new Map();
  try {
    await tx.query('savepoint joip_facts');
    const kept = await write(items);
    await tx.query('release savepoint joip_facts');
    return kept;
  } catch (error) {
    // Where even this fails, the host's transaction is lost anyway and its own commit will say so.
    await tx.query('rollback to savepoint joip_facts').catch(() => {});
    const message = `not written in the transaction: ${errorText(error)}`;
    return new Map(items.map((item) => [item, { outcome: 'refused', reason: 'transaction', message }]));
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
     where not exists (select from ${db.s}.users u where u.id = i.id)
     order by i.id collate "C" on conflict (id) do nothing`,
    [ids],
  );
}
