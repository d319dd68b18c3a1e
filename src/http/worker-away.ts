import type { Database } from '../db/connect.ts';
import { awayWorker } from '../db/failures.ts';
import { LISTED, type RangeQuery, resolveRange } from '../reports/range/period.ts';
import { coveredUntil } from '../store/listed.ts';
import { HttpError } from './errors.ts';

interface Asked {
  readonly db: Database;
  /** Zone where the query names none. */
  readonly zone: string;
  readonly query: object;
}

/**
 * Where a worker of Citus was needed that is away: a refusal that says so, what becomes of what is on it, and which ranges are
 * answered meanwhile, where an earlier one would be.
 */
export async function sayWhoIsAway(
  error: unknown,
  { db, zone, query }: Asked,
  now: number,
): Promise<unknown> {
  const away = awayWorker(error);
  if (away === null) return error;
  const until = await coveredUntil(db, now).catch(() => null);
  const end = endOf(query, zone, now);
  const told = until === null ? null : new Date(until).toISOString();
  const answeredUntil = told !== null && end !== null && end > until! ? told : undefined;
  const detail = [
    `The worker ${away} of the database is away, and holds what this needs`,
    'nothing is lost: what was acknowledged is on its disk, or waits in the spool',
    'start it again, then ask again',
    ...(answeredUntil !== undefined
      ? [`meanwhile reports that look no further than ${answeredUntil} are answered`]
      : told !== null
        ? [`meanwhile blocks tell what they hold up to ${told}, but this needs more than that`]
        : []),
  ];
  const refusal = new HttpError(
    503,
    `${detail.join('; ')}.`,
    { 'retry-after': '10' },
    { away, ...(answeredUntil !== undefined && { answeredUntil }) },
  );
  refusal.cause = error;
  return refusal;
}

/** When the range ends that a query names; null where it names none. */
function endOf(query: object, zone: string, now: number): number | null {
  const { period, startDate, endDate, timezone } = query as Partial<RangeQuery>;
  if (period === undefined && startDate === undefined) return null;
  return resolveRange({ ...LISTED, period, startDate, endDate, timezone }, { now, zone, first: null }).end;
}
