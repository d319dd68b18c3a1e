import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { retain } from '../../src/jobs/retention.ts';
import type { ReportContext } from '../../src/reports/context.ts';
import { type PlainStep, stepText } from '../../src/reports/testing/funnel-recount.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from '../../src/reports/testing/history.ts';
import { type LogRow, type Raw, readRaw } from '../../src/reports/testing/recount.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { type TestDatabase, testDatabase } from './index.ts';

export const NOW = Date.parse('2026-03-20T15:37:11.123Z');
export const DAY = 86_400_000;
/** Its clocks went ahead on 8 March. */
export const ZONE = 'America/New_York';
export const ZONES = [ZONE, 'UTC', 'Asia/Kathmandu'];

export interface Explored {
  readonly t: TestDatabase;
  readonly ctx: ReportContext;
  readonly raw: Raw;
}

/** How many random questions are asked, and by which seed. */
export const RUNS = Number(process.env.EXPLORE_RUNS ?? 100);
export const SEED = Number(process.env.EXPLORE_SEED ?? 1);

/** A history for all tests of a file. */
export function exploredHere(seed: number): Explored {
  let made: Explored;
  beforeAll(async () => {
    made = await explored(seed);
  });
  afterAll(() => made?.t.drop());
  return {
    get t() {
      return made.t;
    },
    get ctx() {
      return made.ctx;
    },
    get raw() {
      return made.raw;
    },
  };
}

/**
 * A test that asks random questions and holds each against a recount.
 *
 * @param ask answers how much was told: of nothing nothing would be proven
 */
export function isAsRecounted(ask: (random: () => number) => Promise<number>): void {
  it(
    `is what the rows of the log tell one by one (${RUNS} random questions)`,
    async () => {
      const random = seeded(SEED);
      let told = 0;
      for (let i = 0; i < RUNS; i++) told += await ask(random);
      expect(told).toBeGreaterThan(RUNS);
    },
    90_000 + RUNS * 1_500,
  );
}

/** A history of 70 days, most of it in blocks, with some that came late. */
async function explored(seed: number): Promise<Explored> {
  const t = await testDatabase({ now: () => NOW, timezone: ZONE });
  const ctx: ReportContext = {
    db: t.db,
    catalogue,
    zone: ZONE,
    currency: 'USD',
    now: NOW,
    sample: false,
    keys: { pseudonyms: Buffer.alloc(32, 1) },
  };
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, identified, created_at)
     select id, id = any($3::text[]), true, $2 from unnest($1::text[]) id`,
    [USERS, new Date(NOW - 90 * DAY), INTERNAL],
  );
  const random = seeded(seed);
  await t.ingest.writeHistory(randomHistory(random, 1_400, NOW - 70 * DAY, NOW), 'test');
  await buildBlocks(t.db, catalogue, { now: NOW - 2 * DAY, force: true });
  await t.ingest.writeHistory(randomHistory(random, 10, NOW - 60 * DAY, NOW - 3 * DAY), 'test');
  return { t, ctx, raw: await readRaw(t.db) };
}

/** Lets the log of all but 20 days go into what is kept. */
export const removeLog = ({ t }: Explored) =>
  retain(t.db, {
    catalogue,
    policy: {
      activity: Object.fromEntries(Object.keys(catalogue.features).map((name) => [name, 20])),
      auditLog: 'keep',
      deadLetters: 'keep',
    },
    now: NOW,
  });

/** Any days of the last two months, in a zone. */
export function randomDays(random: () => number, zones: readonly string[]) {
  const from = NOW - (3 + random() * 60) * DAY;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    startDate: date(from),
    endDate: date(Math.min(NOW, from + random() * 40 * DAY)),
    timezone: pick(random, zones),
    excludeInternal: random() < 0.7,
  };
}

/** What activities have to be, any of them most often. */
const CONDITIONS: readonly PlainStep[] = [
  {},
  {},
  { action: 'session_created' },
  { feature: 'babecock_studio' },
  { theme: 'JOI' },
  { action: 'user_updated' },
];
export const randomCondition = (random: () => number): PlainStep => pick(random, CONDITIONS);

/** Random days, and by what somebody is active in them. */
export function randomDid(random: () => number, zones: readonly string[]) {
  const days = randomDays(random, zones);
  const did = randomCondition(random);
  const query: Record<string, string | number | boolean> = {
    ...days,
    ...(stepText(did) && { did: stepText(did) }),
  };
  return { zone: days.timezone, did, query };
}

const formats = new Map<string, Intl.DateTimeFormat>();

export type Unit = 'day' | 'week' | 'month';

/** The period of an instant, as a count of periods since 1970: by its date on the clock of the zone. */
export function periodOf(at: number, unit: Unit, zone: string): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  formats.set(zone, format);
  const [year, month, day] = format.format(at).split('-').map(Number) as [number, number, number];
  const days = Date.UTC(year, month - 1, day) / DAY;
  // 1 January 1970 was a Thursday.
  return unit === 'month' ? year * 12 + month - 1 : unit === 'week' ? Math.floor((days + 3) / 7) : days;
}

/** The period that a day begins, likewise. */
export const periodFrom = (day: string, unit: Unit): number =>
  periodOf(Date.parse(`${day}T12:00:00Z`), unit, 'UTC');

/** Rows of those who are people to a question: staff are where a condition is of their actions. */
export function rowsOfPeople(
  { log }: Raw,
  excludeInternal: boolean,
  actions: readonly (string | undefined)[],
): LogRow[] {
  const staff = actions.some((action) => action !== undefined && isStaff(action));
  return log.filter((row) => !row.internal || !excludeInternal || (staff && isStaff(row.action)));
}
const isStaff = (action: string) =>
  (catalogue.actions as Readonly<Record<string, { readonly feature: string }>>)[action]!.feature === 'admin';
