import type { CatalogueInput } from '../../catalogue/index.ts';
import { type Database, transaction } from '../../db/connect.ts';
import { dayOf, startOfDay } from '../../db/days.ts';
import { QUARTER } from '../../db/milliseconds.ts';
import { keep } from '../kept.ts';
import { lockChronicle } from '../lock.ts';
import { readLog } from '../log.ts';
import type { Rows } from '../rows.ts';
import { storeOf } from '../store.ts';
import type { Stretch } from '../stretch.ts';

/** Lets rows go from the log into what is kept: by day as retention does, else by quarter as erasure does. */
export function leave(
  db: Database,
  catalogue: CatalogueInput,
  stretch: Stretch,
  { zone = 'UTC', byDay = true }: { zone?: string; byDay?: boolean } = {},
): Promise<void> {
  return transaction(db, async (client) => {
    await lockChronicle(db, client);
    const { kinds, numbers } = storeOf(db);
    const { activities, signals } = await readLog(
      { db, client, catalogue, kinds, numbers },
      { stretches: [stretch] },
    );
    const at = (ms: number) =>
      byDay ? startOfDay(dayOf(ms, zone), zone) : Math.floor(ms / QUARTER) * QUARTER;
    const cut = (rows: Rows): Rows => ({ ...rows, at: rows.at.map(at) });
    await keep(db, client, catalogue, { activities: cut(activities), signals: cut(signals) }, byDay);
    const bounds = [new Date(stretch.start), new Date(stretch.end)];
    await client.query(
      `delete from ${db.s}.user_activity_logs where created_at >= $1 and created_at < $2`,
      bounds,
    );
    await client.query(`delete from ${db.s}.chronicle_blocks where start_at < $2 and end_at > $1`, bounds);
  });
}
