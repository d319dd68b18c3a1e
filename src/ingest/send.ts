import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { Activity } from './activity.ts';
import { createKnownKinds } from './known-kinds.ts';
import type { KnownUsers, UsersView } from './known-users.ts';
import { createStatement, type WriteMode } from './statement.ts';
import { createTally } from './tally.ts';

/** Sends the statement once, under the view. Throws what PostgreSQL answers. */
export type Send = (activities: readonly Activity[], view: UsersView, mode: WriteMode) => Promise<void>;

export function createSend(db: Database, c: CatalogueInput, users: KnownUsers): Send {
  const kinds = createKnownKinds(db, c);
  const tally = createTally(c);
  const statements = { write: createStatement(db.s, c, 'write'), fold: createStatement(db.s, c, 'fold') };
  return async (activities, view, mode) => {
    await kinds.load(activities);
    const added = tally(activities);
    const newUsers = view.newIn(added);
    await db.pool.query(statements[mode]({ activities, users: added, newUsers, epoch: view.epoch }));
    users.remember(newUsers);
  };
}
