import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { openBlock } from './block.ts';
import { type Kind, loadKinds } from './kinds.ts';
import { decoded, visitRows } from './lane.ts';
import { KeptDamaged } from './listed.ts';
import { storedBlocks } from './rewrite.ts';
import { storeOf } from './store.ts';

/** Activities or signals that the log no longer holds. */
export interface KeptRow {
  /** First instant of their day in the configured zone, in milliseconds. */
  readonly at: number;
  readonly kind: Kind;
  readonly n: number;
}

/**
 * What is kept of one user, month by month, in the transaction of `client`.
 *
 * @param no of `users`
 * @throws KeptDamaged
 */
export async function* keptOf(db: Database, client: pg.PoolClient, no: number): AsyncGenerator<KeptRow[]> {
  const { kinds } = storeOf(db);
  await loadKinds(db, client, kinds);
  const byNumber = new Map(kinds.list.map((kind) => [kind.no, kind]));
  const into = decoded();
  for await (const some of storedBlocks(db, client, 'chronicle_kept')) {
    const rows: KeptRow[] = [];
    for (const { id, sound, data, start } of some) {
      if (!sound) throw new KeptDamaged(id);
      const open = openBlock(data);
      for (const lane of [open.activities, open.signals])
        visitRows(
          lane,
          start,
          (each) => each === no,
          into,
          (_, length) => {
            for (let i = 0; i < length; i++)
              rows.push({
                at: into.at[i]!,
                kind: byNumber.get(open.kinds[into.kinds[i]!]!)!,
                n: into.counts[i]!,
              });
          },
        );
    }
    yield rows;
  }
}
