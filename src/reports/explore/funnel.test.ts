import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports } from '../../../test/support/reports.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { createTombstones } from '../../ingest/tombstones.ts';
import { eraseUser } from '../../jobs/erase/index.ts';
import { buildBlocks } from '../../store/build.ts';
import type { ReportContext } from '../context.ts';
import {
  type PlainFunnel,
  type PlainStep,
  type PlainUserTry,
  recountFunnel,
  stepText,
} from '../testing/funnel-recount.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from '../testing/history.ts';
import { type Raw, readRaw } from '../testing/recount.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** `EXPLORE_RUNS=10000` for as many. */
const RUNS = Number(process.env.EXPLORE_RUNS ?? 100);

let t: TestDatabase;
let ctx: ReportContext;
let raw: Raw;

beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
  ctx = {
    db: t.db,
    catalogue,
    zone: 'UTC',
    currency: 'USD',
    now: NOW,
    sample: false,
    keys: { pseudonyms: new Uint8Array(32).fill(7) },
  };
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, identified, created_at)
     select id, id = any($3::text[]), true, $2 from unnest($1::text[]) id`,
    [USERS, new Date(NOW - 60 * DAY), INTERNAL],
  );
  const random = seeded(11);
  // A few instants are those of several activities.
  const history = randomHistory(random, 1_600, NOW - 20 * DAY, NOW).map((row) =>
    random() < 0.5 ? { ...row, createdAt: Math.floor(Number(row.createdAt) / (6 * HOUR)) * 6 * HOUR } : row,
  );
  await t.ingest.writeHistory(history, 'test');
  await buildBlocks(t.db, catalogue, { now: NOW - 2 * DAY, force: true });
  // What comes late takes blocks away: the log is read in several places.
  const late = randomHistory(random, 12, NOW - 18 * DAY, NOW - 3 * DAY);
  await t.ingest.writeHistory(late, 'test');
  await eraseUser(t.db, 'user-5', {
    catalogue,
    tombstones: createTombstones(t.db, Buffer.alloc(32, 7)),
    now: NOW,
  });
  // One is pending: it counts nowhere yet.
  const host = await t.db.pool.connect();
  await host.query('begin');
  await t.ingest.track(
    { userId: 'user-1', action: 'session_created', eventId: crypto.randomUUID(), createdAt: NOW - HOUR },
    { tx: host },
  );
  await host.query('commit');
  host.release();
  raw = await readRaw(t.db);
  const { rows } = await t.db.pool.query(`select created_at as at from ${t.db.s}.activity_pending`);
  expect(rows).toHaveLength(1);
  raw.log = raw.log.filter((row) => row.userId !== 'user-1' || row.at !== rows[0].at.getTime());
  const blocks = await t.db.pool.query(`select count(*)::int as n from ${t.db.s}.chronicle_blocks`);
  expect(blocks.rows[0].n).toBeGreaterThan(1);
});
afterAll(() => t?.drop());

const ACTIONS = ['session_created', 'session_viewed', 'session_shared', 'media_uploaded', 'user_updated'];

function randomStep(random: () => number): PlainStep {
  return pick<() => PlainStep>(random, [
    () => ({ action: pick(random, ACTIONS) }),
    () => ({ action: pick(random, ACTIONS) }),
    () => ({ feature: pick(random, Object.keys(catalogue.features)) }),
    () => ({ theme: pick(random, ['JOI', 'Beta', 'Odd one']) }),
    () => ({ action: 'smart_caption_generated' }),
    () => ({ feature: 'babecock_studio', layout: 'side-by-side' }),
    ...(random() < 0.1 ? [() => ({ feature: 'admin', target: pick(random, USERS) })] : []),
  ])();
}

function randomFunnel(random: () => number): PlainFunnel {
  const size = pick(random, [2, 2, 3, 3, 4, 6]);
  const order = pick(random, ['sequence', 'sequence', 'strict', 'any'] as const);
  const start = Math.floor((NOW - (2 + random() * 17) * DAY) / HOUR) * HOUR;
  return {
    start,
    end: start + pick(random, [6 * HOUR, DAY, 5 * DAY, 12 * DAY]),
    now: NOW,
    steps: Array.from({ length: size }, () => randomStep(random)),
    exclude: Array.from({ length: pick(random, [0, 0, 0, 1, 2]) }, () => ({
      after: order === 'any' || random() < 0.4 ? null : 1 + Math.floor(random() * (size - 1)),
      step: randomStep(random),
    })),
    order,
    every: random() < 0.4,
    window: pick(random, [30 * 60_000, 6 * HOUR, DAY, 3 * DAY, 10 * DAY]),
    excludeInternal: random() < 0.7,
    ...(random() < 0.15 && { feature: pick(random, Object.keys(catalogue.features)) }),
    ...(random() < 0.1 && { userId: pick(random, USERS) }),
    ...(random() < 0.5 && { groupBy: pick(random, ['feature', 'action', 'theme', 'layout'] as const) }),
  };
}

const queryOf = (q: PlainFunnel) => ({
  startDate: new Date(q.start).toISOString(),
  endDate: new Date(q.end).toISOString(),
  compare: 'previous_period' as const,
  steps: q.steps.map(stepText).join(';'),
  ...(q.exclude.length > 0 && {
    exclude: q.exclude.map(({ after, step }) => `${after ?? 'any'}:${stepText(step)}`).join(';'),
  }),
  order: q.order,
  window: q.window < HOUR ? `${q.window / 60_000}m` : `${q.window / HOUR}h`,
  count: q.every ? ('tries' as const) : ('people' as const),
  excludeInternal: q.excludeInternal,
  ...(q.feature && { feature: q.feature }),
  ...(q.userId && { userId: q.userId }),
  ...(q.groupBy && { groupBy: q.groupBy }),
});

const quantile = (took: number[], part: number) =>
  took.length === 0 ? null : took.sort((a, b) => a - b)[Math.ceil(took.length * part) - 1]!;

/** Counts, those who may go on, and times, by step. */
const numbersOf = (tries: readonly PlainUserTry[], size: number) =>
  Array.from({ length: size }, (_, i) => {
    const took = tries.flatMap(({ times }) => (i > 0 && times.length > i ? [times[i]! - times[i - 1]!] : []));
    return {
      count: tries.filter(({ times }) => times.length > i).length,
      open: tries.filter(({ times, open }) => open && times.length === i + 1).length,
      median: quantile(took, 0.5),
      p90: quantile(took, 0.9),
    };
  });

describe('a funnel', () => {
  it(
    `is what the rows of the log tell one by one (${RUNS} random questions)`,
    async () => {
      const random = seeded(Number(process.env.EXPLORE_SEED ?? 1));
      let people = 0;
      for (let i = 0; i < RUNS; i++) {
        const q = randomFunnel(random);
        const query = queryOf(q);
        const tries = recountFunnel(raw, q);
        const size = q.steps.length;
        const told = await reports.funnel(ctx, query as never);
        const shape = (steps: typeof told.steps) =>
          steps.map(({ count, open, median, p90 }) => ({ count, open, median, p90 }));
        expect([query, shape(told.steps)]).toEqual([query, numbersOf(tries, size)]);
        const whole = quantile(
          tries.flatMap(({ times }) => (times.length === size ? [times.at(-1)! - times[0]!] : [])),
          0.5,
        );
        expect([query, told.total.median]).toEqual([query, whole]);
        if (q.groupBy) {
          const groups = new Map(told.groups!.map(({ key, steps }) => [key, shape(steps)]));
          const keys = [...new Set(tries.map(({ key }) => key))];
          expect([query, groups]).toEqual([
            query,
            new Map(
              keys.map((key) => [
                key,
                numbersOf(
                  tries.filter((each) => each.key === key),
                  size,
                ),
              ]),
            ),
          ]);
        }
        const comparison = told.meta.comparison!;
        const before = { ...q, start: Date.parse(comparison.start), end: Date.parse(comparison.end) };
        // As long after its end as the range's is ago.
        const reach = before.end + Math.max(0, NOW - q.end);
        const log = raw.log.filter((row) => row.at < reach);
        expect([query, told.steps.map(({ previous }) => previous)]).toEqual([
          query,
          numbersOf(recountFunnel({ ...raw, log }, before), size).map(({ count }) => count),
        ]);
        for (const { start, end, unfinished, counts } of told.series!) {
          expect(unfinished).toBe(NOW - Date.parse(end) < q.window);
          const began = tries.filter(
            ({ times }) => times[0]! >= Date.parse(start) && times[0]! < Date.parse(end),
          );
          expect([query, start, counts]).toEqual([
            query,
            start,
            numbersOf(began, size).map(({ count }) => count),
          ]);
        }
        const bar = 1 + Math.floor(random() * size);
        const who = bar > 1 && random() < 0.5 ? ('lost' as const) : ('reached' as const);
        const { compare: _, ...listed } = query;
        const list = await reports.funnelPeople(ctx, { ...listed, bar, who, pageSize: 500 } as never);
        const wanted = tries.filter(({ times }) =>
          who === 'reached' ? times.length >= bar : times.length === bar - 1,
        );
        people += wanted.length;
        expect([query, list.meta.totalRows]).toEqual([query, wanted.length]);
        expect(list.people.map(({ userId, times }) => `${userId} ${times.join(' ')}`).sort()).toEqual(
          wanted
            .map(
              ({ userId, times }) => `${userId} ${times.map((at) => new Date(at).toISOString()).join(' ')}`,
            )
            .sort()
            .slice(0, 500),
        );
        const step = told.steps[bar - 1]!;
        expect(list.meta.totalRows).toBe(who === 'reached' ? step.count : step.lost);
      }
      // It asked of something.
      expect(people).toBeGreaterThan(RUNS);
    },
    90_000 + RUNS * 200,
  );
});

describe('the edges of a funnel', () => {
  const ZONE = 'America/New_York';
  // The day of 8 March has 23 hours there: it ends at four in UTC.
  const BEGIN = Date.parse('2026-03-08T05:00:00Z');
  const END = Date.parse('2026-03-09T04:00:00Z');
  const NOW = Date.parse('2026-03-09T15:00:00Z');
  const WINDOW = 12 * HOUR;
  let t: TestDatabase;
  let ctx: ReportContext;

  beforeAll(async () => {
    t = await testDatabase({ timezone: ZONE, now: () => NOW });
    ctx = { db: t.db, catalogue, zone: ZONE, currency: 'USD', now: NOW, sample: false };
    const told: [string, string, number][] = [
      ['at the beginning', 'session_created', BEGIN],
      ['at the beginning', 'session_shared', BEGIN + WINDOW],
      ['a millisecond before it', 'session_created', BEGIN - 1],
      ['a millisecond before it', 'session_shared', BEGIN + 1],
      ['a millisecond too late', 'session_created', BEGIN],
      ['a millisecond too late', 'session_shared', BEGIN + WINDOW + 1],
      ['in the last millisecond', 'session_created', END - 1],
      ['in the last millisecond', 'session_shared', END + 5 * HOUR],
      ['at the end', 'session_created', END],
      ['at the end', 'session_shared', END],
      // Written the other way round, of one instant.
      ['at once', 'session_shared', BEGIN + HOUR],
      ['at once', 'session_created', BEGIN + HOUR],
      ['may go on', 'session_created', NOW - WINDOW + 1 - 5 * HOUR],
      ['may go on', 'session_created', END - 1],
      ['had another hour', 'session_created', BEGIN - HOUR],
      ['had another hour', 'session_shared', BEGIN + 11 * HOUR],
      ['stopped', 'session_created', BEGIN + HOUR],
      ['stopped', 'session_deleted', BEGIN + 2 * HOUR],
      ['stopped', 'session_shared', BEGIN + 3 * HOUR],
    ];
    await t.ingest.writeHistory(
      told.map(([userId, action, createdAt]) => ({
        userId,
        action,
        createdAt,
        eventId: crypto.randomUUID(),
      })),
      'test',
    );
  });
  afterAll(() => t?.drop());

  const query = {
    startDate: '2026-03-08',
    endDate: '2026-03-08',
    timezone: ZONE,
    steps: 'session_created;session_shared',
    window: '12h',
  } as const;
  const list = async (more: object) =>
    (await reports.funnelPeople(ctx, { ...query, bar: 2, ...more } as never)).people
      .map(({ userId }) => userId)
      .sort();

  it('takes both ends of a window, and the first of a range', async () => {
    expect(await list({})).toEqual(['at once', 'at the beginning', 'in the last millisecond', 'stopped']);
    expect(await list({ who: 'lost' })).toEqual(['a millisecond too late', 'may go on']);
    const { steps } = await reports.funnel(ctx, query);
    expect(steps.map(({ count, open }) => [count, open])).toEqual([
      [6, 1],
      [4, 0],
    ]);
  });

  it('ends a try with what is left out, wherever that may come', async () => {
    expect(await list({ exclude: 'any:session_deleted' })).not.toContain('stopped');
    expect(await list({ exclude: '1:feature=sessions' })).toContain('at once');
    expect(await list({ order: 'strict' })).not.toContain('stopped');
  });

  it('compares with the day before, by its own hours', async () => {
    const { steps, meta } = await reports.funnel(ctx, query);
    expect(meta.comparison).toEqual({ start: '2026-03-07T05:00:00.000Z', end: '2026-03-08T05:00:00.000Z' });
    // The range ended 11 hours ago.
    expect(steps.map(({ previous }) => previous)).toEqual([2, 1]);
  });

  it('tells which hours may still change', async () => {
    const { series } = await reports.funnel(ctx, { ...query, interval: 'hour' });
    const open = series!.filter(({ unfinished }) => unfinished).map(({ start }) => start);
    expect([series!.length, open]).toEqual([23, ['2026-03-09T03:00:00.000Z']]);
  });
});
