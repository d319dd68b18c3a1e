import type { Database } from '../db/connect.ts';
import { Kinds } from './kinds.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import { createWalker, type Walker } from './walker.ts';

/** What a process keeps in mind of one database's chronicle. */
export interface Store {
  readonly kinds: Kinds;
  readonly numbers: Numbers;
  readonly walker: Walker;
  /** Blocks whose bytes didn't match their checksum; the builder makes them anew. */
  readonly damaged: Set<number>;
}

const stores = new WeakMap<Database, Store>();

export function storeOf(db: Database): Store {
  let store = stores.get(db);
  if (!store) {
    store = { kinds: new Kinds(), numbers: createNumbers(db), walker: createWalker(), damaged: new Set() };
    stores.set(db, store);
  }
  return store;
}

/** Before the database is closed. */
export async function closeStore(db: Database): Promise<void> {
  await stores.get(db)?.walker.close();
}
