import { expect } from 'vitest';
import { type CatalogueInput, fold } from '../../src/catalogue/index.ts';
import { type Database, snapshot } from '../../src/db/connect.ts';
import { addDays, dayOf, startOfDay } from '../../src/db/days.ts';
import { decodeBlock } from '../../src/store/block.ts';
import { lockChronicle } from '../../src/store/lock.ts';
import { type BlockTable, storedBlocks } from '../../src/store/rewrite.ts';
import type { Stretch } from '../../src/store/stretch.ts';
import { openView } from '../../src/store/view.ts';

const QUARTER = 900_000;

/** How often each kind came in each stretch of time: by all, and by internal accounts among them. */
export type Told = readonly (readonly [at: string, kind: string, all: number, internal: number])[];

/** What reports are told by the store, of blocks, of what is kept and of the log, by the buckets given. */
export async function toldTotals(
  db: Database,
  catalogue: CatalogueInput,
  buckets: readonly Stretch[],
  zone = 'UTC',
): Promise<Told> {
  const span = { start: buckets[0]!.start, end: buckets.at(-1)!.end };
  return snapshot(db, async (client) => {
    const view = await openView({ db, client, catalogue, zone }, { spans: [span] });
    const groups = new Int32Array(view.kindCount).fill(-1);
    for (const { no } of view.kinds) groups[no] = no;
    const size = view.kindCount;
    const [{ all, internal }] = await view.walk([
      { sink: 'totals', span, places: null, buckets, groups, size },
    ]);
    const told = view.kinds.flatMap(({ no, action, signal, values }) =>
      buckets.flatMap(({ start }, i) => {
        const n = all[i * size + no]!;
        const kind = [signal || action, ...[...values].map(([name, value]) => `${name}=${fold(value)}`)].join(
          ' ',
        );
        return n === 0 ? [] : [[new Date(start).toISOString(), kind, n, internal[i * size + no]!] as const];
      }),
    );
    return told.sort(inOrder);
  });
}

/** The same of the log and the signals alone, by plain SQL; quarters of an hour. */
export async function loggedTotals(db: Database, catalogue: CatalogueInput): Promise<Told> {
  const values = Object.entries(catalogue.breakdowns).map(
    ([name, { actions }]) =>
      `case when l.action in (${actions.map((action) => `'${action}'`).join(', ')}) and l.details ? '${name}'
         then ' ${name}=' || regexp_replace(lower(l.details ->> '${name}'), '[ _-]', '', 'g') else '' end`,
  );
  const { rows } = await db.pool.query<{ at: Date; kind: string; n: number; internal: number }>(
    `select at, kind, sum(n)::int as n, (sum(n) filter (where u.internal))::int as internal from (
       select user_id, date_bin('15 minutes', created_at, timestamptz '1970-01-01Z') as at,
         l.action || ${values.join(' || ')} as kind, 1 as n
       from ${db.s}.user_activity_logs l
       where (user_id, created_at, event_id) not in (select user_id, created_at, event_id from ${db.s}.activity_pending)
       union all select user_id, hour, signal, n from ${db.s}.user_signals
     ) x join ${db.s}.users u on u.id = x.user_id group by 1, 2`,
  );
  return rows.map((row) => [row.at.toISOString(), row.kind, row.n, row.internal ?? 0] as const).sort(inOrder);
}

const inOrder = (a: readonly unknown[], b: readonly unknown[]) => (a.join() < b.join() ? -1 : 1);

export function quartersBetween(start: number, end: number): Stretch[] {
  const first = Math.floor(start / QUARTER);
  return Array.from({ length: Math.ceil(end / QUARTER) - first }, (_, i) => ({
    start: (first + i) * QUARTER,
    end: (first + i + 1) * QUARTER,
  }));
}

export function daysBetween(start: number, end: number, zone: string): Stretch[] {
  const days: Stretch[] = [];
  for (let day = dayOf(start, zone); startOfDay(day, zone) < end; day = addDays(day, 1))
    days.push({ start: startOfDay(day, zone), end: startOfDay(addDays(day, 1), zone) });
  return days;
}

/** Numbers of users that stand in the bytes of a table. */
export const numbersIn = async (db: Database, table: BlockTable): Promise<Set<number>> =>
  new Set((await storedRows(db, table)).map(({ no }) => no));

/** Activities and signals of a table, decoded. */
export async function storedRows(
  db: Database,
  table: BlockTable,
): Promise<{ readonly no: number; readonly at: number }[]> {
  const found: { no: number; at: number }[] = [];
  const client = await db.pool.connect();
  try {
    for await (const some of storedBlocks(db, client, table))
      for (const { data, start } of some)
        for (const { users, at } of Object.values(decodeBlock(data, start)))
          for (const [i, no] of users.entries()) found.push({ no, at: at[i]! });
  } finally {
    client.release();
  }
  return found;
}

/** Does something while somebody else holds the lock of builders, which has to wait for it. */
export async function whileLocked(db: Database, start: () => Promise<unknown>): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await lockChronicle(db, client);
    const running = start();
    await expect
      .poll(async () => {
        const { rows } = await db.pool.query(
          `select 1 from pg_locks where not granted and relation = $1::regclass`,
          [`${db.s}.chronicle_lock`],
        );
        return rows.length;
      })
      .toBe(1);
    await client.query('commit');
    await running;
  } finally {
    client.release();
  }
}
