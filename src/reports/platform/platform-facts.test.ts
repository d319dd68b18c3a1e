import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports } from '../../../test/support/reports.ts';
import {
  forgetAll,
  HOST_FACTS,
  HOST_TABLES,
  recordAll,
  writeHost,
} from '../../../test/support/write-facts.ts';
import { defaultCatalogue } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import { withMapping } from '../../db/mapping.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { ReportContext } from '../context.ts';
import {
  expectedCommunity,
  expectedReferrals,
  PEOPLE,
  type PlatformFacts,
  platformFacts,
} from '../testing/facts.ts';

// The clocks of New York go back on 2 November 2025, those of Lord Howe went ahead by half an hour on 5 October.
const NOW = Date.parse('2025-11-05T15:37:11.123Z');
const FROM = Date.parse('2025-09-20T00:00:00Z');

interface Deed {
  readonly userId: string;
  readonly at: number;
}

const deeds = fc.array(
  fc.record({ userId: fc.constantFrom(...PEOPLE), at: fc.integer({ min: FROM, max: NOW - 1 }) }),
  { maxLength: 25, size: 'max' },
);

const ranges = fc.oneof(
  fc.record({ period: fc.constantFrom('30days', '7d', 'today', 'yesterday', 'week', 'month', 'all', '24h') }),
  fc
    .tuple(fc.integer({ min: FROM, max: NOW }), fc.integer({ min: 1, max: 40 * 86_400_000 }))
    .map(([start, length]) => ({
      startDate: new Date(start).toISOString(),
      endDate: new Date(start + length).toISOString(),
    })),
  fc.constantFrom(
    { startDate: '2025-11-02', endDate: '2025-11-02' },
    { startDate: '2025-10-05', endDate: '2025-10-05' },
    { startDate: '2025-10-01', endDate: '2025-11-03' },
  ),
);

const questions = fc.tuple(
  ranges,
  fc.record({
    timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    interval: fc.constantFrom('auto' as const, 'day' as const, 'week' as const, 'month' as const),
    compare: fc.constantFrom('previous_period' as const, 'previous_year' as const, 'none' as const),
    excludeInternal: fc.boolean(),
  }),
);

let t: TestDatabase;
let host: TestDatabase;
let mapped: { db: Database; ingest: Ingest };

beforeAll(async () => {
  const options = { timezone: 'America/New_York', now: () => NOW };
  t = await testDatabase(options);
  host = await testDatabase(options);
  await host.db.pool.query(HOST_TABLES);
  const db = await withMapping(host.db, HOST_FACTS);
  mapped = { db, ingest: createIngest(db, { catalogue: defaultCatalogue, now: options.now }) };
});
afterAll(async () => {
  await mapped?.ingest.close();
  await host?.drop();
  await t?.drop();
});

const contextOf = (db: Database): ReportContext => ({
  db,
  catalogue: defaultCatalogue,
  zone: 'America/New_York',
  currency: 'USD',
  now: NOW,
  sample: false,
});

const activities = (list: readonly Deed[]) =>
  list.map(({ userId, at }, i) => ({
    eventId: `0190b0f4-7e2a-7c3e-9d55-${String(i).padStart(12, '0')}`,
    userId,
    action: 'session_created',
    createdAt: at,
  }));

async function record(facts: PlatformFacts, done: readonly Deed[]): Promise<void> {
  await forgetAll(t.db);
  await recordAll(t.db, facts);
  await t.ingest.writeHistory(activities(done), 'test');
}

async function map(facts: PlatformFacts, done: readonly Deed[]): Promise<void> {
  await forgetAll(host.db);
  await writeHost(host.db.pool, facts);
  await mapped.ingest.writeHistory(activities(done), 'test');
  await mapped.ingest.syncUsers();
}

const span = (q: { start: string; end: string }) => ({ start: Date.parse(q.start), end: Date.parse(q.end) });
const activeIn = (done: readonly Deed[], q: { start: number; end: number }) =>
  new Set(done.filter((d) => d.at >= q.start && d.at < q.end).map((d) => d.userId));

/** The list behind each number has as many rows as the number says, or adds up to it. */
async function expectLists(ctx: ReportContext, query: Parameters<typeof reports.referralStats>[1]) {
  const { interval: _, compare: __, ...range } = query;
  const list = { ...range, pageSize: 500 };
  const credits = { kind: 'purchase', currency: 'USD' } as const;
  const [analytics, referrals, community] = [
    await reports.analytics(ctx, query),
    await reports.referralStats(ctx, query),
    await reports.communityStats(ctx, query),
  ];
  const paid = await reports.creditTransactions(ctx, { ...list, ...credits });
  expect(paid.transactions.reduce((sum, row) => sum + row.amount, 0)).toBe(analytics.revenue);
  expect(paid.totals?.reduce((sum, row) => sum + row.amount, 0)).toBe(analytics.revenue);
  expect(paid.transactions).toHaveLength(paid.meta.totalRows!);
  const all = await reports.creditTransactions(ctx, list);
  expect(all.totals).toEqual(
    [...new Set(all.transactions.map((row) => row.currency))].sort().map((currency) => {
      const own = all.transactions.filter((row) => row.currency === currency);
      const sum = (name: 'amount' | 'credits') => own.reduce((n, row) => n + row[name], 0);
      return { currency, count: own.length, amount: sum('amount'), credits: sum('credits') };
    }),
  );

  const shares = await reports.communityShares(ctx, list);
  const of = (kind: string) => shares.shares.filter((row) => row.kind === kind).length;
  expect([of('session'), of('media'), shares.totalUsers]).toEqual([
    community.sharedSessions,
    community.sharedMedia,
    community.contributors,
  ]);
  const media = await reports.communityShares(ctx, { ...list, kind: 'media' });
  expect([media.shares.length, media.meta.totalRows]).toEqual([community.sharedMedia, community.sharedMedia]);
  const likes = await reports.communityLikes(ctx, list);
  expect([likes.likes.length, likes.meta.totalRows]).toEqual([community.totalLikes, community.totalLikes]);
  for (const { userId, shares: n, likesReceived } of community.topContributors.slice(0, 2)) {
    expect((await reports.communityShares(ctx, { ...list, userId })).meta.totalRows).toBe(n);
    expect((await reports.communityLikes(ctx, { ...list, ownerId: userId })).meta.totalRows).toBe(
      likesReceived,
    );
  }

  const made = await reports.recentReferrals(ctx, list);
  expect(made.referrals.length).toBe(made.meta.totalRows);
  if (range.period !== 'all') {
    expect([made.meta.totalRows, made.totalCredits]).toEqual([
      referrals.newReferrals,
      referrals.creditsEarned,
    ]);
  }
  for (const referees of ['all', 'active'] as const) {
    const each = await reports.recentReferrals(ctx, { ...list, referees });
    const people = each.referrals.map((row) => row.referee.id);
    expect(people.length).toBe(new Set(people).size);
    const count = referees === 'all' ? referrals.totalReferrals : referrals.activeReferrals;
    expect([referees, people.length, each.meta.totalRows]).toEqual([referees, count, count]);
  }
}

describe('referrals and community, counted one by one', () => {
  it('agree with the reports over random facts, ranges and zones', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        platformFacts(FROM, NOW),
        deeds,
        fc.array(questions, { minLength: 4, maxLength: 4 }),
        async (facts, done, asked) => {
          await record(facts, done);
          for (const [range, more] of asked) {
            const query = { ...range, ...more };
            const { excludeInternal } = query;
            const ctx = contextOf(t.db);

            const referrals = await reports.referralStats(ctx, query);
            const q = { ...span(referrals.meta), excludeInternal };
            const expected = expectedReferrals(facts, q, activeIn(done, q));
            const { newlyReferred: _, ...told } = expected;
            expect(referrals).toMatchObject(told);
            expect(referrals.series).toEqual(
              referrals.series.map(({ start, end }) => {
                const bucket = { ...span({ start, end }), excludeInternal };
                const { newReferrals, newlyReferred, creditsEarned } = expectedReferrals(
                  facts,
                  bucket,
                  new Set(),
                );
                return { start, end, newReferrals, newlyReferred, creditsEarned };
              }),
            );
            const community = await reports.communityStats(ctx, query);
            const c = { ...span(community.meta), excludeInternal };
            expect(community).toMatchObject(expectedCommunity(facts, c));
            expect(community.series).toEqual(
              community.series.map(({ start, end }) => {
                const bucket = { ...span({ start, end }), excludeInternal };
                const { sharedSessions, sharedMedia, totalLikes } = expectedCommunity(facts, bucket, c.end);
                return { start, end, sharedSessions, sharedMedia, totalLikes };
              }),
            );
            await expectLists(ctx, query);
            if (query.compare === 'none' || ('period' in query && query.period === 'all')) {
              expect([referrals.trends, community.trends]).toEqual([null, null]);
              continue;
            }
            const before = { ...span(referrals.meta.comparison!), excludeInternal };
            const old = expectedReferrals(facts, before, activeIn(done, before));
            for (const [name, trend] of Object.entries(referrals.trends!))
              expect([name, trend.current, trend.previous]).toEqual([
                name,
                expected[name as keyof typeof referrals.trends & keyof typeof expected],
                old[name as keyof typeof referrals.trends & keyof typeof old],
              ]);
            const oldShares = expectedCommunity(facts, {
              ...span(community.meta.comparison!),
              excludeInternal,
            });
            for (const [name, trend] of Object.entries(community.trends!))
              expect([name, trend.previous]).toEqual([name, oldShares[name as keyof typeof oldShares]]);
          }
        },
      ),
      { numRuns: 12, seed: 20_251_105, endOnFailure: true },
    );
  });

  it('cover whole local days where the clocks change', async () => {
    const day = async (timezone: string, date: string) => {
      const { meta, series } = await reports.communityStats(contextOf(t.db), {
        startDate: date,
        endDate: date,
        timezone,
        interval: 'hour',
      });
      const { rows } = await t.db.pool.query(
        `select ($1::timestamp at time zone $2) as start, (($1::timestamp + interval '1 day') at time zone $2) as "end"`,
        [date, timezone],
      );
      expect([meta.start, meta.end]).toEqual([rows[0].start.toISOString(), rows[0].end.toISOString()]);
      return [series.length, (Date.parse(meta.end) - Date.parse(meta.start)) / 3_600_000];
    };
    expect(await day('America/New_York', '2025-11-02')).toEqual([25, 25]);
    expect(await day('America/New_York', '2025-03-09')).toEqual([23, 23]);
    expect(await day('Australia/Lord_Howe', '2025-10-05')).toEqual([24, 23.5]);
    expect(await day('Asia/Kathmandu', '2025-11-02')).toEqual([24, 24]);
  });
});

describe('facts recorded and mapped', () => {
  it('give equal reports, whole', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        platformFacts(FROM, NOW),
        deeds,
        fc.array(questions, { minLength: 2, maxLength: 2 }),
        async (facts, done, asked) => {
          await record(facts, done);
          await map(facts, done);
          for (const [range, more] of asked) {
            const query = { ...range, ...more };
            for (const ask of [
              (ctx: ReportContext) => reports.analytics(ctx, query),
              (ctx: ReportContext) => reports.usageAnalytics(ctx, { ...query, include: 'inactive' } as never),
              (ctx: ReportContext) => reports.usageAnalytics(ctx, { ...query, search: 'person' } as never),
              (ctx: ReportContext) => reports.usageSummary(ctx, query as never),
              (ctx: ReportContext) => reports.referralStats(ctx, query),
              (ctx: ReportContext) => reports.communityStats(ctx, query),
              (ctx: ReportContext) => reports.recentReferrals(ctx, { search: 'p-0', pageSize: 7 }),
              (ctx: ReportContext) => reports.recentReferrals(ctx, { referees: 'active' }),
              (ctx: ReportContext) => reports.creditTransactions(ctx, { ...range, search: 'p-0' }),
              (ctx: ReportContext) => reports.communityShares(ctx, range),
              (ctx: ReportContext) => reports.communityLikes(ctx, range),
              (ctx: ReportContext) => reports.usageAnalytics(ctx, { ...query, joined: 'range' } as never),
              (ctx: ReportContext) => reports.usageAnalytics(ctx, { ...query, joined: 'ever' } as never),
            ])
              expect(await ask(contextOf(mapped.db))).toEqual(await ask(contextOf(t.db)));
            for (const { userId } of facts.users.slice(0, 3))
              expect(await reports.userUsage(contextOf(mapped.db), { ...range, userId } as never)).toEqual(
                await reports.userUsage(contextOf(t.db), { ...range, userId } as never),
              );
          }
        },
      ),
      { numRuns: 4, seed: 7, endOnFailure: true },
    );
  });

  it('page through instants finer than a millisecond', async () => {
    await host.db.pool.query('truncate shop.invites');
    await host.db.pool.query(
      `insert into shop.invites select 'i' || n, 'a', 'who', 'C', 1,
         '2025-11-01 10:00:00.123456+00'::timestamptz + n / 8 * interval '1 microsecond' from generate_series(1, 30) n`,
    );
    const ctx = contextOf(mapped.db);
    const whole = (await reports.recentReferrals(ctx, { pageSize: 50 })).referrals.map((row) => row.id);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await reports.recentReferrals(ctx, { pageSize: 4, cursor });
      paged.push(...page.referrals.map((row) => row.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(whole).toHaveLength(30);
    expect(paged).toEqual(whole);
  });

  it('follow the platform live', async () => {
    const nobody = {
      users: [],
      creditTransactions: [],
      referrals: [],
      communityShares: [],
      communityLikes: [],
    };
    await map(nobody, [{ userId: 'p-00', at: NOW - 1_000 }]);
    const { pool } = host.db;
    const ask = async () => {
      await mapped.ingest.syncUsers();
      const { totalUsers, newUsers, activeUsers, revenue } = await reports.analytics(
        contextOf(mapped.db),
        {},
      );
      return { totalUsers, newUsers, activeUsers, revenue };
    };
    expect(await ask()).toEqual({ totalUsers: 1, newUsers: 1, activeUsers: 1, revenue: 0 });
    await pool.query(
      `insert into shop.accounts values ('p-00', 'p@example.com', 'P', false, 'user', '2025-01-01', null),
         ('silent', null, 'Silent', false, 'user', '2025-11-01', null)`,
    );
    await pool.query(
      `insert into shop.deals values ('d', 'silent', 'purchase', 1999, 'USD', 20, '2025-11-02')`,
    );
    expect(await ask()).toEqual({ totalUsers: 2, newUsers: 1, activeUsers: 1, revenue: 1999 });
    await pool.query(`update shop.accounts set staff = true where id = 'p-00'`);
    expect(await ask()).toEqual({ totalUsers: 1, newUsers: 1, activeUsers: 0, revenue: 1999 });
    await pool.query(`update shop.accounts set closed = '2025-11-03' where id = 'silent'`);
    expect(await ask()).toEqual({ totalUsers: 0, newUsers: 1, activeUsers: 0, revenue: 1999 });
  });
});
