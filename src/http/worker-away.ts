import type { Database } from '../db/connect.ts';
import { awayWorker } from '../db/failures.ts';
import { coveredUntil } from '../store/listed.ts';
import { HttpError } from './errors.ts';

/** Where a worker of Citus was needed that is away: a refusal that says so, what becomes of what is on it, and what is answered meanwhile. */
export async function sayWhoIsAway(error: unknown, db: Database, now: number): Promise<unknown> {
  const away = awayWorker(error);
  if (away === null) return error;
  const until = await coveredUntil(db, now).catch(() => null);
  const answeredUntil = until === null ? null : new Date(until).toISOString();
  const told = [
    `The worker ${away} of the database is away, and holds what this needs`,
    'nothing is lost: what was acknowledged is on its disk, or waits in the spool',
    'start it again, then ask again',
    ...(answeredUntil === null
      ? []
      : [`meanwhile reports that look no further than ${answeredUntil} are answered`]),
  ];
  const refusal = new HttpError(
    503,
    `${told.join('; ')}.`,
    { 'retry-after': '10' },
    { away, ...(answeredUntil !== null && { answeredUntil }) },
  );
  refusal.cause = error;
  return refusal;
}
