import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { defineCatalogue } from '../../../src/catalogue/index.ts';
import { connect, transaction } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { ensureMonths } from '../../../src/db/partitions.ts';
import { createIngest, type Ingest } from '../../../src/ingest/index.ts';
import { createTombstones, type Tombstones } from '../../../src/ingest/tombstones.ts';
import { type KindKey, registerKinds } from '../../../src/store/kinds.ts';
import { storeOf } from '../../../src/store/store.ts';
import { PAUSES } from './scheduler.ts';
import { type Fault, openSeat, type Seat } from './seat.ts';

/** Small, so that a write touches everything that there is. */
export const catalogue = defineCatalogue({
  name: 'shop',
  features: { sales: { label: 'Sales', icon: 'Tag' }, visits: { label: 'Visits', icon: 'Eye' } },
  actions: {
    sold: { feature: 'sales', label: 'Sold', details: { colour: 'text' } },
    viewed: { feature: 'visits', label: 'Viewed' },
  },
  counters: {
    sales: { label: 'Sales', feature: 'sales', actions: ['sold'], ranked: true },
    red: { label: 'Red', feature: 'sales', actions: ['sold'], where: { colour: 'red' } },
    views: { label: 'Views', feature: 'visits', actions: ['viewed'] },
    calls: { label: 'Calls', feature: 'visits', signal: 'api_call' },
  },
  breakdowns: { colour: { label: 'Colour', actions: ['sold'], values: { red: 'Red' } } },
  totals: {
    sessions: ['sold'],
    mediaAdded: [],
    mediaRemoved: [],
    captions: [],
    allCaptions: [],
    compositions: [],
  },
});

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const TODAY = Date.UTC(2026, 2, 15);
export const NOW = TODAY + 2 * HOUR + 1_800_000;
/** Of three blocks: days that are over, and the two hours of today. What is live has none. */
export const INSTANTS = {
  old: [TODAY - 3 * DAY + 5 * HOUR + 7, TODAY - 3 * DAY + 17 * HOUR],
  today: [TODAY, TODAY + HOUR - 1, TODAY + HOUR, TODAY + 2 * HOUR - 1],
  live: [TODAY + 2 * HOUR + 600_000],
} as const;
export const SPAN = { start: TODAY - 14 * DAY, end: TODAY + DAY };
/** When the second hour has just got its block, and when yesterday's are joined. */
export const HOURLY = [TODAY + HOUR, TODAY + 2 * HOUR].map((at) => at + 600_000);
export const TOMORROW = TODAY + DAY + 900_000;
/** What is due of sales with a day's retention: the old instants alone. */
export const POLICY = {
  activity: { sales: 1, visits: 'keep' },
  auditLog: 'keep',
  deadLetters: 'keep',
} as const;

/** A database, and a process for each that acts on it. */
export interface World {
  readonly monitor: pg.Client;
  seat(name: string): Seat;
  /** As a process that has just started: what it knows of users is read anew. */
  ingest(seat: Seat): Ingest;
  /** Connected, and knowing every kind, as in each run: a seed decides the same whatever ran before it. */
  warmUp(seat: Seat): Promise<void>;
  readonly tombstones: Tombstones;
  /** Takes everything back but kinds. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** @param url of an empty database */
export async function openWorld(url: string, fault: Fault | null = null): Promise<World> {
  const plain = connect({ url, poolSize: 2 });
  await migrate(plain, { catalogue, timezone: 'UTC' });
  await transaction(plain, (client) => ensureMonths(plain, client, ['2026-03']));
  const monitor = new pg.Client({ connectionString: url });
  await monitor.connect();
  await monitor.query(PAUSES);
  const tombstones = createTombstones(plain, KEY);
  const seats = new Map<string, Seat>();
  const { s } = plain;
  return {
    monitor,
    tombstones,
    seat(name) {
      const seat = seats.get(name) ?? openSeat(url, name, fault);
      seats.set(name, seat);
      return seat;
    },
    ingest: ({ db }) =>
      createIngest(db, { catalogue, now: () => NOW, tombstones: createTombstones(db, KEY) }),
    warmUp: ({ db }) => registerKinds(db, storeOf(db).kinds, KINDS, catalogue),
    async clear() {
      const emptied = CLEARED.map((table) => `delete from ${s}.${table}`);
      await plain.pool.query(
        `${emptied.join('; ')}; delete from ${s}.meta where key = 'archived_before';
         update ${s}.write_guard set epoch = epoch + 1 where id = 1`,
      );
    },
    async close() {
      await Promise.all([...seats.values()].map(({ db }) => db.close()));
      await plain.close();
      await monitor.end();
    },
  };
}

const sold = { action: 'sold', feature: 'sales', signal: '' };
const KINDS: readonly KindKey[] = [
  { ...sold, values: [] },
  { ...sold, values: [['colour', 'red']] },
  { ...sold, values: [['colour', 'blue']] },
  { action: 'viewed', feature: 'visits', signal: '', values: [] },
  { action: '', feature: 'visits', signal: 'api_call', values: [] },
];

const KEY = randomBytes(32);
const CLEARED = [
  'user_activity_logs',
  'activity_pending',
  'user_signals',
  'user_usage_stats',
  'users',
  'chronicle_blocks',
  'chronicle_kept',
  'erased_numbers',
  'erased_users',
  'dead_letters',
];
