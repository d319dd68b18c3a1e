import type pg from 'pg';
import { type Database, snapshot } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import type { Drift } from './drift.ts';

/** What a row of the log may not hold: a driver that made JSON of a text that was JSON has left a text there. */
const WRONG = `jsonb_typeof(l.details) <> 'object'`;

/** Rows of the log whose details are no object: no counter and no report reads them. */
export async function wrongDetails(
  db: Database,
  client: pg.PoolClient,
  limit: number,
  users?: readonly string[],
): Promise<{ total: number; drift: Drift[] }> {
  const { rows } = await client.query<{ user: string; at: Date; id: string; stored: string; total: number }>(
    `select l.user_id as user, l.created_at as at, l.event_id as id, left(l.details::text, 100) as stored,
       count(*) over () as total
     from ${db.s}.user_activity_logs l
     where ${WRONG} and ($2::text[] is null or l.user_id = any($2::text[]))
     order by l.user_id, l.created_at, l.event_id limit $1`,
    [limit, users ?? null],
  );
  return {
    total: rows[0]?.total ?? 0,
    drift: rows.map(({ user, at, id, stored }) => ({
      table: 'user_activity_logs',
      key: `${user} at ${at.toISOString()} (${id})`,
      column: 'details',
      stored,
      recounted: 'an object',
    })),
  };
}

const PAGE = 1_000;

interface WrongRow {
  readonly user: string;
  readonly at: string;
  readonly id: string;
  readonly text: string | null;
}

/**
 * Makes details that are the text of an object that object. What is counted of them changes: counters and blocks
 * have to be compared afterwards.
 *
 * @returns rows put right
 */
export function mendDetails(db: Database): Promise<number> {
  return snapshot(db, async (client) => {
    takeTime(client);
    // Without an order: the log is read once, as it lies.
    await client.query(
      `declare wrong_details no scroll cursor for
       select l.user_id as user, l.created_at::text as at, l.event_id as id, l.details #>> '{}' as text
       from ${db.s}.user_activity_logs l where ${WRONG}`,
    );
    for (let mended = 0; ; ) {
      const { rows } = await client.query<WrongRow>(`fetch ${PAGE} from wrong_details`);
      if (rows.length === 0) return mended;
      const objects = rows.filter(({ text }) => holdsObject(text));
      if (objects.length > 0) mended += await mendRows(db, objects);
    }
  });
}

async function mendRows(db: Database, objects: readonly WrongRow[]): Promise<number> {
  const { rowCount } = await db.pool.query(
    `update ${db.s}.user_activity_logs l set details = i.details
       from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::text[], ($4::text[])::jsonb[]) as i(user_id, created_at, event_id, text, details)
       where (l.user_id, l.created_at, l.event_id) = (i.user_id, i.created_at, i.event_id)
         and ${WRONG} and l.details #>> '{}' = i.text`,
    [
      objects.map((row) => row.user),
      objects.map((row) => row.at),
      objects.map((row) => row.id),
      objects.map((row) => row.text),
    ],
  );
  return rowCount ?? 0;
}

function holdsObject(text: string | null): boolean {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
