import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { addDays, dayOf, startOfDay } from '../db/days.ts';
import { readMeta } from '../db/meta.ts';
import { decodeBlock } from './block.ts';
import { BUDGET } from './encode.ts';
import { KeptDamaged } from './listed.ts';
import { loadMask } from './numbers.ts';
import { MOST } from './plan.ts';
import { readStored } from './rewrite.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import { shapeOf } from './shape.ts';
import { storeOf } from './store.ts';

/** Rows that the log is about to lose. Their kinds are registered. */
export interface Leaving {
  readonly activities: Rows;
  readonly signals: Rows;
}

/**
 * Adds rows to what is kept, in the transaction that removes them from the log and holds the lock.
 *
 * @param byDay instants are the first of the configured zone's days; else quarters of an hour
 */
export async function keep(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  leaving: Leaving,
  byDay: boolean,
): Promise<void> {
  const mask = await loadMask(db, client);
  const zone = byDay ? String(await readMeta(db, 'timezone', client)) : null;
  for (const [month, rows] of byMonth(leaving))
    await keepMonth(db, client, { catalogue, zone, mask, month }, rows);
}

interface Month {
  readonly catalogue: CatalogueInput;
  /** Of the days by which is kept; null for quarters of an hour. */
  readonly zone: string | null;
  readonly mask: Uint8Array;
  /** Its first instant, UTC. */
  readonly month: number;
}

async function keepMonth(db: Database, client: pg.PoolClient, m: Month, rows: Leaving): Promise<void> {
  const room = await roomIn(db, client, m, rows.activities.length);
  const before = room && decodeBlock(room.data, room.start);
  const activities = together(before?.activities, rows.activities);
  const signals = together(before?.signals, rows.signals);
  if (activities.length + signals.length === 0) return;
  const input = { activities, signals, mask: m.mask, start: null };
  const encoded = await storeOf(db).walker.encode(input, { budget: BUDGET });
  const values = [
    new Date(encoded.start).toISOString(),
    new Date(m.zone === null ? encoded.end : endOfDay(encoded.end - 1, m.zone)).toISOString(),
    encoded.activities,
    shapeOf(m.catalogue),
    encoded.data,
    encoded.totals,
    encoded.dataSum,
    encoded.totalsSum,
    m.zone !== null,
  ];
  if (room)
    await client.query(
      `update ${db.s}.chronicle_kept set version = version + 1, start_at = $1, end_at = $2, activities = $3, shape = $4,
         data = $5, totals = $6, data_sum = $7, totals_sum = $8, by_day = $9 where id = $10`,
      [...values, room.id],
    );
  else
    await client.query(
      `insert into ${db.s}.chronicle_kept
         (start_at, end_at, activities, shape, data, totals, data_sum, totals_sum, by_day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values,
    );
}

/** A row of the month that more fits into. */
async function roomIn(db: Database, client: pg.PoolClient, m: Month, more: number) {
  const { rows } = await client.query<{ id: number }>(
    `select id from ${db.s}.chronicle_kept
     where start_at >= $1 and start_at < $2 and by_day = $3 and shape = $4 and activities + $5 <= ${MOST} order by id limit 1`,
    [
      new Date(m.month).toISOString(),
      new Date(nextMonth(m.month)).toISOString(),
      m.zone !== null,
      shapeOf(m.catalogue),
      more,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) return null;
  const [room] = await readStored(db, client, 'chronicle_kept', [id]);
  if (!room!.sound) throw new KeptDamaged(id);
  return room!;
}

/** All of a day counts as kept: no bound may cut it. */
const endOfDay = (instant: number, zone: string): number =>
  startOfDay(addDays(dayOf(instant, zone), 1), zone);

const monthOf = (ms: number): number => {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
};
const nextMonth = (ms: number): number => {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
};

function byMonth(leaving: Leaving): Map<number, Leaving> {
  const months = new Map<number, { activities: RowsBuilder; signals: RowsBuilder }>();
  for (const lane of ['activities', 'signals'] as const) {
    const { length, users, at, kinds, counts } = leaving[lane];
    for (let i = 0; i < length; i++) {
      const month = monthOf(at[i]!);
      const own = months.get(month) ?? { activities: new RowsBuilder(), signals: new RowsBuilder() };
      months.set(month, own);
      own[lane].add(users[i]!, at[i]!, kinds[i]!, counts ? counts[i]! : 1);
    }
  }
  return new Map(
    [...months].map(([month, { activities, signals }]) => [
      month,
      { activities: activities.done(), signals: signals.done() },
    ]),
  );
}

/** Rows of both, those that agree in user, instant and kind as one. */
function together(...all: (Rows | undefined)[]): Rows {
  const sums = new Map<string, number>();
  for (const rows of all)
    for (let i = 0; rows && i < rows.length; i++) {
      const key = `${rows.users[i]} ${rows.at[i]} ${rows.kinds[i]}`;
      sums.set(key, (sums.get(key) ?? 0) + (rows.counts ? rows.counts[i]! : 1));
    }
  const builder = new RowsBuilder();
  for (const [key, n] of sums) {
    const [user, at, kind] = key.split(' ').map(Number) as [number, number, number];
    builder.add(user, at, kind, n);
  }
  return builder.done();
}
