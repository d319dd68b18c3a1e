import { type Database, transaction } from '../db/connect.ts';
import { holdsEpoch, insertStubs } from './facts.ts';
import { changeFlags } from './identify.ts';
import { type Tombstones, writeUnerased } from './tombstones.ts';

const BATCH = 5_000;

/**
 * Brings the accounts of a mapped platform into our table: who is missing gets a row (and with it a number),
 * and who became internal, or no longer is, counts as such. Names and e-mails stay
 * where they are; who was erased here stays erased, also while the platform still has the account.
 * A report calls it first, so that it knows every account that was committed before it.
 *
 * Where users aren't mapped there is nothing to do.
 */
export function createUserSync(db: Database, tombstones?: Tombstones) {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const start = (): Promise<void> => {
    running = syncUsers(db, tombstones).finally(() => {
      running = null;
    });
    return running;
  };

  return async function sync(): Promise<void> {
    if (!db.relations.users.mapped) return;
    if (!running) return start();
    // One that is under way may have looked before the account came: wait for the next, shared by all who do.
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return running ?? start();
      });
    return next;
  };
}

async function syncUsers(db: Database, tombstones: Tombstones | undefined): Promise<void> {
  const { host, tellsInternal } = db.relations.users;
  for (let after = ''; ; ) {
    const { rows } = await db.pool.query<{ id: string }>(
      `select m.id from ${host} m where m.id collate "C" > $1
         and not exists (select 1 from ${db.s}.users u where u.id = m.id)
       order by m.id collate "C" limit ${BATCH}`,
      [after],
    );
    const ids = rows.map((row) => row.id);
    if (ids.length > 0)
      await writeUnerased(db, tombstones, ids, (erased, epoch) =>
        transaction(db, async (client) => {
          if (!(await holdsEpoch(db, client, epoch))) return false;
          await insertStubs(
            db,
            ids.filter((id) => !erased.has(id)),
            client,
          );
          return true;
        }),
      );
    if (rows.length < BATCH) break;
    after = ids.at(-1)!;
  }
  while (tellsInternal) {
    const { rows } = await db.pool.query<{ userId: string; internal: boolean }>(
      `select m.id as "userId", coalesce(m.internal, false) as internal
       from ${host} m join ${db.s}.users u on u.id = m.id
       where coalesce(m.internal, false) <> u.internal order by m.id collate "C" limit ${BATCH}`,
    );
    if (rows.length > 0) await changeFlags(db, rows);
    if (rows.length < BATCH) break;
  }
}
