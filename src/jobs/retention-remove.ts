import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { dayFinder } from '../db/days.ts';
import { takeTime } from '../db/silence.ts';
import { keep } from '../store/kept.ts';
import { type Kind, loadKinds, registerKinds } from '../store/kinds.ts';
import { lockChronicle, outdating, quartersOf } from '../store/lock.ts';
import { type LogRead, readLog } from '../store/log.ts';
import type { Older } from '../store/log-sql.ts';
import { during, isCounted, isOlder } from '../store/log-sql.ts';
import { type Rows, RowsBuilder } from '../store/rows.ts';
import { storeOf } from '../store/store.ts';
import type { Stretch } from '../store/stretch.ts';

export interface RemoveContext {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  /** The zone by whose days is kept what goes. */
  readonly zone: string;
}

/** Rows of the log and of the signals that went. */
export interface Removed {
  readonly rows: number;
  readonly signals: number;
}

/** Writers wait for whoever waits for the lock, and it is held by others for long only where they write a lot. */
const PATIENCE = '60s';
/** A role that writes meanwhile may bring kinds in as often as this. */
const TURNS = 5;

/** Moves what is due in a stretch from the log and the signals to what is kept by day, in one transaction. */
export async function removeStretch(ctx: RemoveContext, stretch: Stretch, due: Older): Promise<Removed> {
  for (let turn = 0; turn < TURNS; turn++) {
    const { unknown, ...removed } = await tryStretch(ctx, stretch, due);
    if (unknown.length === 0) return removed;
    // Counted under another catalogue, which told them apart by other details.
    const keys = unknown.map(({ no: _, values, ...kind }) => ({ ...kind, values: [...values] }));
    await registerKinds(ctx.db, storeOf(ctx.db).kinds, keys, ctx.catalogue);
  }
  throw new Error("the log holds kinds of activity that can't be registered; run retention again");
}

/** @returns kinds that have no number yet: nothing was removed then */
function tryStretch(
  { db, catalogue, zone }: RemoveContext,
  stretch: Stretch,
  due: Older,
): Promise<Removed & { unknown: readonly Kind[] }> {
  return transaction(
    db,
    async (client) => {
      takeTime(client, 10);
      await lockChronicle(db, client, PATIENCE, { removes: true });
      const { kinds, numbers } = storeOf(db);
      await loadKinds(db, client, kinds);
      const ctx = { db, client, catalogue, kinds, numbers };
      const read = await readLog(ctx, { stretches: [stretch], older: due });
      if (read.extra.length > 0) return { rows: 0, signals: 0, unknown: read.extra };
      const removed = await remove(db, client, stretch, due);
      if (removed.rows !== read.activities.length)
        throw new Error(
          `${removed.rows} rows would be removed and ${read.activities.length} kept; run retention again`,
        );
      await outdate(db, client, read);
      await keep(
        db,
        client,
        catalogue,
        { activities: byDay(read.activities, zone), signals: byDay(read.signals, zone) },
        true,
      );
      return { ...removed, unknown: [] };
    },
    // What is kept is what goes: both are of one snapshot, which comes after the lock.
    'begin isolation level repeatable read',
  );
}

async function remove(db: Database, client: pg.PoolClient, stretch: Stretch, due: Older): Promise<Removed> {
  const rows = await client.query(
    `delete from ${db.s}.user_activity_logs l where ${during('l.created_at', [stretch])}
       and ${isOlder('l.feature', 'l.created_at', due.features)} and ${isCounted(db.s)}`,
  );
  const signals = await client.query(
    `delete from ${db.s}.user_signals x where ${during('x.hour', [stretch])}
       and ${isOlder('x.signal', 'x.hour', due.signals)}`,
  );
  return { rows: rows.rowCount ?? 0, signals: signals.rowCount ?? 0 };
}

async function outdate(db: Database, client: pg.PoolClient, { activities, signals }: LogRead): Promise<void> {
  const quarters = quartersOf([...activities.at, ...signals.at]);
  await client.query(outdating(db.s, '$1::timestamptz[]'), [
    quarters.map((ms) => new Date(ms).toISOString()),
  ]);
}

function byDay({ length, users, at, kinds, counts }: Rows, zone: string): Rows {
  const find = dayFinder(zone);
  const rows = new RowsBuilder();
  for (let i = 0; i < length; i++)
    rows.add(users[i]!, find(at[i]!).start, kinds[i]!, counts ? counts[i]! : 1);
  return rows.done();
}
