import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { decodeBlock, encodeBlock } from '../store/block.ts';
import { loadKinds } from '../store/kinds.ts';
import { loadMask } from '../store/numbers.ts';
import { type StoredBlock, storedBlocks } from '../store/rewrite.ts';
import { storeOf } from '../store/store.ts';
import { kindsOfTotals } from '../store/totals.ts';
import { countTotals, difference, namesOf } from './compare-rows.ts';
import type { Drift } from './drift.ts';

/**
 * Checks what is kept by itself, since nothing else tells it: its checksums, its totals against its rows, and that
 * every row is of a user and a kind that there are.
 */
export async function wrongKept(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
): Promise<Drift[]> {
  const { kinds } = storeOf(db);
  await loadKinds(db, client, kinds);
  const names = namesOf(catalogue, kinds.list);
  const mask = await loadMask(db, client);
  const numbers = await knownNumbers(db, client);
  const isInternal = (no: number) => ((mask[no] ?? 0) & 1) === 1;

  function check(block: StoredBlock): Drift[] {
    const told = (column: string, stored: string, recounted: string): Drift => ({
      table: 'chronicle_kept',
      key: `${block.id}, from ${new Date(block.start).toISOString()}`,
      column,
      stored,
      recounted,
    });
    if (!block.sound) return [told('data', 'damaged', 'as it was written')];
    const { activities, signals } = decodeBlock(block.data, block.start);
    const all = [activities, signals];
    const users = new Set(all.flatMap((rows) => [...rows.users]).filter((no) => !numbers.has(no)));
    const unknown = new Set(all.flatMap((rows) => [...rows.kinds]).filter((no) => !names.has(no)));
    const anew = encodeBlock({ start: block.start, activities, signals }, isInternal);
    const totals = difference(
      countTotals(block.totals, block.start, kindsOfTotals(block.totals), names),
      countTotals(anew.totals, block.start, kindsOfTotals(anew.totals), names),
    );
    return [
      ...(users.size > 0 ? [told('users', `numbers ${[...users].join(', ')}`, 'numbers of users')] : []),
      ...(unknown.size > 0 ? [told('kinds', `numbers ${[...unknown].join(', ')}`, 'numbers of kinds')] : []),
      ...(totals ? [told(`totals (${totals.n})`, totals.stored, totals.recounted)] : []),
    ];
  }

  const drift: Drift[] = [];
  for await (const some of storedBlocks(db, client, 'chronicle_kept')) drift.push(...some.flatMap(check));
  return drift;
}

/** Of users, of those who were erased and aren't swept yet, and of nobody. */
async function knownNumbers(db: Database, client: pg.PoolClient): Promise<Set<number>> {
  const { rows } = await client.query<{ no: number }>(
    `select user_no as no from ${db.s}.users union all select no from ${db.s}.erased_numbers union all select 0`,
  );
  return new Set(rows.map(({ no }) => no));
}
