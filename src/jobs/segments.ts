import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { dailyColumns } from '../db/columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { dayOf } from '../db/days.ts';
import { atLeisure, takeTime } from '../db/silence.ts';
import { dayArraysOf, dayArraysSql } from '../reports/day-rows.ts';
import { encodeSlice } from '../reports/segment-codec.ts';
import { rankedTally, sumTally } from '../reports/segments.ts';
import { countUserDays } from './user-days.ts';

export interface SegmentsOptions {
  /** Zone of per-user days, as stored in the database. */
  zone: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Days a transaction; writers wait for each one's end. Default 5. */
  chunk?: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** One builder at a time, whichever process asks. */
const LOCK = 7_262_110;
/** Processes' clocks may differ by this much around midnight, in milliseconds. */
const GRACE = 3_600_000;

/**
 * Copies finished days (before today, an hour after its start) of `user_daily_stats` into columns, from which reports over
 * people are answered. Days that have their segments are left alone; a late activity takes the day out
 * again, and the next call rebuilds it. Counts the users of finished days too. Safe to run at any time and from several processes.
 *
 * @returns the days built, oldest first
 * @example await buildSegments(db, catalogue, { zone: 'UTC', now: Date.now() });
 */
export async function buildSegments(
  db: Database,
  catalogue: CatalogueInput,
  o: SegmentsOptions,
): Promise<string[]> {
  const end = dayOf(o.now - GRACE, o.zone);
  const built: string[] = [];
  const total = (await atLeisure(db, (client) => missingDays(db, client, catalogue, end))).length;
  while (!o.signal?.aborted) {
    const days = await transaction(db, async (client) => {
      takeTime(client, 10);
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const missing = (await missingDays(db, client, catalogue, end)).slice(0, o.chunk ?? 5);
      if (missing.length > 0) await buildDays(db, client, catalogue, missing);
      return missing;
    });
    if (days.length === 0) break;
    built.push(...days);
    o.onProgress?.(built.length, Math.max(total, built.length));
  }
  await countUserDays(db, o.now);
  return built;
}

/**
 * Takes the days of users out of the segments: whoever changes `users.internal` or deletes a user's days
 * calls it in the same transaction, after moving the write guard's epoch and before deleting.
 */
export async function outdateSegments(
  db: Database,
  client: pg.PoolClient,
  userIds: readonly string[],
): Promise<void> {
  await client.query(
    `delete from ${db.s}.segment_days where day in
       (select day from ${db.s}.user_daily_stats where user_id = any($1::text[]))`,
    [userIds],
  );
}

/** Days never built, taken out since, or built before the catalogue ranked what it ranks now. */
async function missingDays(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  catalogue: CatalogueInput,
  end: string,
): Promise<string[]> {
  const { rows } = await client.query<{ day: string }>(
    `select g::date as day
     from (select min(day) as first from ${db.s}.user_daily_stats) f,
       generate_series(f.first::timestamp, $1::date::timestamp - interval '1 day', interval '1 day') g
     where not exists (
       select from ${db.s}.segment_days b join ${db.s}.daily_segments t on t.day = b.day
       where b.day = g::date and t.tally = $2 and not t.internal)
     order by 1`,
    [end, rankedTally(catalogue).tally],
  );
  return rows.map((row) => row.day);
}

async function buildDays(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  days: readonly string[],
): Promise<void> {
  // Waits for writes under way and holds new ones back, which then see these days as built.
  await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
  await client.query(`delete from ${db.s}.daily_segments where day = any($1::date[])`, [days]);
  const columns = ['activities', ...dailyColumns(catalogue).map(({ column }) => column)];
  const signals = dailyColumns(catalogue)
    .filter(({ kind }) => kind === 'signal')
    .map(({ column }) => column);
  const ranked = rankedTally(catalogue);
  for (const day of days) {
    const { rows } = await client.query(dayArraysSql(db.s, columns), [[day]]);
    const out: { tally: string; internal: boolean; users: Buffer; counts: Buffer }[] = [];
    for (const row of rows) {
      const { internal, users, columns: values } = dayArraysOf(row, columns);
      const put = (tally: string, counts: Int32Array) => {
        const encoded = encodeSlice(users, counts);
        if (encoded.users.length > 0) out.push({ tally, internal, ...encoded });
      };
      columns.forEach((column, i) => {
        put(column, values[i]!);
        if (!signals.includes(column)) return;
        const sum = Buffer.alloc(8);
        sum.writeDoubleLE(values[i]!.reduce((a, b) => a + b, 0));
        if (sum.readDoubleLE() > 0)
          out.push({ tally: sumTally(column), internal, users: Buffer.alloc(0), counts: sum });
      });
      const scores = new Int32Array(users.length);
      for (const column of ranked.columns) {
        const counts = values[columns.indexOf(column)]!;
        for (let i = 0; i < scores.length; i++) scores[i]! += counts[i]!;
      }
      out.push({ tally: ranked.tally, internal, ...encodeSlice(users, scores) });
    }
    // There even for a day without users: by it a reader tells that the day was built for this catalogue.
    if (!out.some(({ tally, internal }) => tally === ranked.tally && !internal))
      out.push({ tally: ranked.tally, internal: false, users: Buffer.alloc(0), counts: Buffer.alloc(0) });
    await client.query(
      `insert into ${db.s}.daily_segments (day, tally, internal, users, counts)
       select $1::date, * from unnest($2::text[], $3::bool[], $4::bytea[], $5::bytea[])`,
      [
        day,
        out.map((x) => x.tally),
        out.map((x) => x.internal),
        out.map((x) => x.users),
        out.map((x) => x.counts),
      ],
    );
  }
  await client.query(
    `insert into ${db.s}.segment_days (day, epoch)
     select day, epoch from unnest($1::date[]) as d(day), ${db.s}.write_guard where id = 1
     on conflict (day) do update set epoch = excluded.epoch`,
    [days],
  );
}
