import type { CatalogueInput } from '../catalogue/index.ts';
import { type Database, snapshot, transaction } from '../db/connect.ts';
import { atLeisure, takeTime } from '../db/silence.ts';
import { registerKinds } from '../store/kinds.ts';
import { lockChronicle } from '../store/lock.ts';
import { storeOf } from '../store/store.ts';
import { wrongBlocks } from './compare-blocks.ts';
import { keysOf, logKinds } from './log-kinds.ts';

/** Of a breakdown that is new to the catalogue the values that come most often have a place of their own. */
export async function registerByFrequency(db: Database, c: CatalogueInput): Promise<void> {
  const found = await atLeisure(db, (client) => logKinds(db, client, c));
  await registerKinds(db, storeOf(db).kinds, keysOf(c, found), c);
}

/**
 * Takes away blocks that don't tell what the log says.
 *
 * @returns how many
 */
export async function dropWrongBlocks(db: Database, c: CatalogueInput): Promise<number> {
  const ids = await snapshot(db, async (client) => {
    takeTime(client);
    return (await wrongBlocks(db, client, c)).map(({ id }) => id);
  });
  return ids.length === 0 ? 0 : dropBlocks(db, ids);
}

export const dropAllBlocks = (db: Database): Promise<number> => dropBlocks(db, null);

/** The log tells what they told, and no number is used twice: those of others stay what they are. */
function dropBlocks(db: Database, ids: readonly number[] | null): Promise<number> {
  return transaction(db, async (client) => {
    takeTime(client);
    await lockChronicle(db, client, '60s');
    const { rowCount } = await client.query(
      `delete from ${db.s}.chronicle_blocks where $1::bigint[] is null or id = any($1)`,
      [ids],
    );
    return rowCount ?? 0;
  });
}
