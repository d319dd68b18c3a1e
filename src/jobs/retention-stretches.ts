import type { Database } from '../db/connect.ts';
import { HOUR, QUARTER } from '../db/milliseconds.ts';
import { atLeisure } from '../db/silence.ts';
import type { Stretch } from '../store/stretch.ts';
import { type Due, dueParameters, isDue, tableOf } from './retention-due.ts';

/** Parts of a month that hold about so many due rows each: counted once, so that no chunk looks for its end. */
export function logStretches(db: Database, month: string, due: Due, limit: number): Promise<Stretch[]> {
  return stretches(
    db,
    `select date_bin('15 minutes', l.created_at, timestamptz '1970-01-01 00:00:00+00') as at, count(*) as n
     from ${tableOf(db, month)} l where ${isDue(1)} group by 1 order by 1`,
    { due, unit: QUARTER, limit },
  );
}

/** Likewise of the signals. */
export function signalStretches(db: Database, due: Due, limit: number): Promise<Stretch[]> {
  return stretches(
    db,
    `select s.hour as at, count(*) as n from ${db.s}.user_signals s
     join unnest($1::text[], $2::timestamptz[]) as d(signal, before) on d.signal = s.signal and s.hour < d.before
     group by 1 order by 1`,
    { due, unit: HOUR, limit },
  );
}

async function stretches(
  db: Database,
  counts: string,
  o: { due: Due; unit: number; limit: number },
): Promise<Stretch[]> {
  const { rows } = await atLeisure(db, (client) =>
    client.query<{ at: Date; n: number }>(counts, dueParameters(o.due)),
  );
  const found: Stretch[] = [];
  let size = 0;
  for (const { at, n } of rows) {
    const [start, end] = [at.getTime(), at.getTime() + o.unit];
    const last = found.at(-1);
    if (!last || size + n > o.limit) {
      found.push({ start, end });
      size = n;
    } else {
      found[found.length - 1] = { start: last.start, end };
      size += n;
    }
  }
  return found;
}
