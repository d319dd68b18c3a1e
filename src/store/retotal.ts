import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { openBlock } from './block.ts';
import { decoded, visitRows } from './lane.ts';
import {
  type BlockTable,
  type Rewritten,
  type StoredBlock,
  storedBlocks,
  withoutDamaged,
  writeBlocks,
} from './rewrite.ts';
import type { Stretch } from './stretch.ts';
import { quarterOf, Totals } from './totals.ts';

/** What becomes of the share that some users have in totals. */
export const CHANGES = {
  /** They are internal from now on. */
  internal: { all: 0, internal: 1 },
  /** They no longer are. */
  external: { all: 0, internal: -1 },
  /** They were erased: blocks don't count them any more. */
  gone: { all: -1, internal: 0 },
  goneInternal: { all: -1, internal: -1 },
} as const;
export type Change = keyof typeof CHANGES;

/**
 * Makes the totals of blocks say what some users are now. In the transaction that changes it and holds the lock;
 * the rows of the blocks stay as they are. What is kept of erased users goes on counting, for nobody.
 *
 * @param during when they did anything that the log tells; null where it isn't known
 */
export async function retotal(
  db: Database,
  client: pg.PoolClient,
  users: ReadonlySet<number>,
  change: Change,
  during: Stretch | null,
): Promise<void> {
  const tables: BlockTable[] =
    CHANGES[change].all < 0 ? ['chronicle_blocks'] : ['chronicle_blocks', 'chronicle_kept'];
  // What is kept may be older than all that the log tells of them.
  for (const table of tables)
    for await (const some of storedBlocks(db, client, table, table === 'chronicle_kept' ? null : during)) {
      const rows: Rewritten[] = [];
      for (const block of await withoutDamaged(db, client, some)) {
        const totals = changed(block, users, change);
        if (totals) rows.push({ id: block.id, totals });
      }
      await writeBlocks(db, client, table, rows);
    }
}

function changed(block: StoredBlock, users: ReadonlySet<number>, change: Change): Buffer | null {
  const open = openBlock(block.data);
  const into = decoded();
  const share = CHANGES[change];
  let totals: Totals | null = null;
  for (const lane of [open.activities, open.signals])
    visitRows(
      lane,
      block.start,
      (no) => users.has(no),
      into,
      (_, length) => {
        totals ??= Totals.of(block.totals, block.start);
        for (let i = 0; i < length; i++) {
          const n = into.counts[i]!;
          totals.add(
            quarterOf(into.at[i]!, block.start),
            open.kinds[into.kinds[i]!]!,
            share.all * n,
            share.internal * n,
          );
        }
      },
    );
  return totals ? (totals as Totals).encode() : null;
}
