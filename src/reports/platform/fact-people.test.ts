import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports } from '../../../test/support/reports.ts';
import { forgetAll, recordAll } from '../../../test/support/write-facts.ts';
import { defaultCatalogue } from '../../catalogue/index.ts';
import type { ReportContext } from '../context.ts';
import { PEOPLE, platformFacts } from '../testing/facts.ts';

const NOW = Date.parse('2025-11-05T15:37:11.123Z');
const FROM = Date.parse('2025-09-20T00:00:00Z');

let t: TestDatabase;
let ctx: ReportContext;
beforeAll(async () => {
  t = await testDatabase({ timezone: 'UTC', now: () => NOW });
  const { db } = t;
  ctx = { db, catalogue: defaultCatalogue, zone: 'UTC', currency: 'USD', now: NOW, sample: false };
});
afterAll(() => t?.drop());

interface Counted {
  readonly userId: string;
  readonly count: number;
  readonly amount?: number | null;
  readonly credits?: number;
}

/** Rows added up by whom they are of, those with the most first. */
function ranked<Row>(
  rows: readonly Row[],
  of: (row: Row) => string,
  sums: Partial<Record<string, (row: Row) => number>>,
  by: keyof Counted,
) {
  const people = [...new Set(rows.map(of))].map((userId) => {
    const own = rows.filter((row) => of(row) === userId);
    const added = Object.entries(sums).map(([name, each]) => [
      name,
      own.reduce((n, row) => n + each!(row), 0),
    ]);
    return { userId, count: own.length, ...Object.fromEntries(added) } as Counted;
  });
  return people.sort((a, b) => Number(b[by]) - Number(a[by]) || (a.userId < b.userId ? -1 : 1));
}

/** The same of the API, to the last page of five. */
async function paged<Answer extends { people?: Counted[] | undefined; nextCursor: string | null }>(
  page: (more: { pageSize: number; cursor?: string }) => Promise<Answer>,
): Promise<Counted[]> {
  const found: Counted[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { people, nextCursor }: Answer = await page({ pageSize: 5, ...(next && { cursor: next }) });
    for (const { userId, count, amount, credits } of people!)
      found.push({
        userId,
        count,
        ...(amount !== undefined && { amount }),
        ...(credits !== undefined && { credits }),
      });
    next = nextCursor;
  }
  return found;
}

const asked = fc.record({
  range: fc.oneof(
    fc.constantFrom({ period: '30days' }, { period: 'month' }, { period: 'all' }),
    fc
      .tuple(fc.integer({ min: FROM, max: NOW }), fc.integer({ min: 1, max: 40 * 86_400_000 }))
      .map(([start, length]) => ({
        startDate: new Date(start).toISOString(),
        endDate: new Date(start + length).toISOString(),
      })),
  ),
  excludeInternal: fc.boolean(),
});

it('adds up to each list, person by person and page by page', async () => {
  await fc.assert(
    fc.asyncProperty(platformFacts(FROM, NOW), asked, async (facts, { range, excludeInternal }) => {
      await forgetAll(t.db);
      await recordAll(t.db, facts);
      const query = { ...range, excludeInternal };
      const whole = { ...query, pageSize: 500 };
      const user = { groupBy: 'user' } as const;

      const paid = { kind: 'purchase', currency: 'USD' } as const;
      for (const sortBy of ['count', 'amount', 'credits'] as const) {
        const { transactions, totalUsers } = await reports.creditTransactions(ctx, { ...whole, ...paid });
        const sums = {
          amount: (x: (typeof transactions)[0]) => x.amount,
          credits: (x: (typeof transactions)[0]) => x.credits,
        };
        const expected = ranked(transactions, ({ userId }) => userId, sums, sortBy);
        expect(
          await paged((p) => reports.creditTransactions(ctx, { ...query, ...paid, ...user, sortBy, ...p })),
        ).toEqual(expected);
        expect(totalUsers).toBe(expected.length);
      }
      const of = ({ userId }: { userId: string }) => userId;
      const { shares, totalUsers } = await reports.communityShares(ctx, whole);
      const sharers = ranked(shares, of, {}, 'count');
      expect(await paged((p) => reports.communityShares(ctx, { ...query, ...user, ...p }))).toEqual(sharers);
      expect(totalUsers).toBe(sharers.length);
      const ownerId = PEOPLE[0];
      for (const more of [{}, { ownerId }]) {
        const { likes } = await reports.communityLikes(ctx, { ...whole, ...more });
        expect(await paged((p) => reports.communityLikes(ctx, { ...query, ...more, ...user, ...p }))).toEqual(
          ranked(likes, of, {}, 'count'),
        );
      }
      for (const referees of [undefined, 'all', 'new'] as const)
        for (const sortBy of ['count', 'credits'] as const) {
          const { referrals, ...list } = await reports.recentReferrals(ctx, { ...whole, referees });
          const expected = ranked(
            referrals,
            (x) => x.referrer.id,
            { credits: (x) => x.creditReward },
            sortBy,
          );
          const by = { groupBy: 'referrer', sortBy } as const;
          expect(
            await paged((p) => reports.recentReferrals(ctx, { ...query, referees, ...by, ...p })),
          ).toEqual(expected);
          expect(list.totalUsers).toBe(expected.length);
        }
    }),
    { numRuns: 4, seed: 3, endOnFailure: true },
  );
});

it('lists what each row and bucket of the statistics counts', async () => {
  await fc.assert(
    fc.asyncProperty(platformFacts(FROM, NOW), asked, async (facts, { range, excludeInternal }) => {
      await forgetAll(t.db);
      await recordAll(t.db, facts);
      await t.ingest.writeHistory(
        facts.users.slice(0, 3).map(({ userId }, i) => ({
          eventId: `0190b0f4-7e2a-7c3e-9d55-${String(i).padStart(12, '0')}`,
          userId,
          action: 'session_created',
          createdAt: NOW - i * 86_400_000,
        })),
        'test',
      );
      const query = { ...range, excludeInternal };
      const stats = await reports.referralStats(ctx, query);
      const rows = async (more: object) =>
        (await reports.recentReferrals(ctx, { ...query, pageSize: 1, ...more })).meta.totalRows;
      for (const { userId: referrerId, referred, active } of stats.topReferrers.slice(0, 3))
        expect([
          await rows({ referees: 'new', referrerId }),
          await rows({ referees: 'newActive', referrerId }),
        ]).toEqual([referred, active]);
      for (const { code, referred, active } of stats.topCodes.slice(0, 3))
        expect([await rows({ referees: 'new', code }), await rows({ referees: 'newActive', code })]).toEqual([
          referred,
          active,
        ]);
      let total = stats.totalReferrals;
      for (const { end, newlyReferred } of stats.series.toReversed().slice(0, 3)) {
        const upTo = {
          startDate: '1970-01-01',
          endDate: end,
          excludeInternal,
          referees: 'all',
          pageSize: 1,
        } as const;
        expect((await reports.recentReferrals(ctx, upTo)).meta.totalRows).toBe(total);
        total -= newlyReferred;
      }
      const community = await reports.communityStats(ctx, query);
      for (const { start, end, sharedMedia, totalLikes } of community.series.slice(-3)) {
        const bucket = {
          startDate: start,
          endDate: end,
          excludeInternal,
          asOf: community.meta.end,
          pageSize: 1,
        };
        const media = await reports.communityShares(ctx, { ...bucket, kind: 'media' });
        const likes = await reports.communityLikes(ctx, bucket);
        expect([media.meta.totalRows, likes.meta.totalRows]).toEqual([sharedMedia, totalLikes]);
      }
    }),
    { numRuns: 4, seed: 5, endOnFailure: true },
  );
});

it('says what an order of people needs', async () => {
  const by = { groupBy: 'user' } as const;
  const refused = async (asked: Promise<unknown>) =>
    ((await asked.catch((error: unknown) => error)) as { fields: object }).fields;
  expect(await refused(reports.creditTransactions(ctx, { sortBy: 'credits' }))).toEqual({
    sortBy: 'ranks people; add groupBy=user, or leave it out',
  });
  expect(await refused(reports.recentReferrals(ctx, { sortBy: 'credits' }))).toEqual({
    sortBy: 'ranks people; add groupBy=referrer, or leave it out',
  });
  expect(await refused(reports.creditTransactions(ctx, { ...by, sortBy: 'amount' }))).toEqual({
    sortBy:
      "takes amount with one currency alone, since those of several can't be added; add currency=USD, say",
  });
  const { nextCursor } = await reports.communityShares(ctx, { period: 'all', pageSize: 1 });
  for (const cursor of ['nonsense', ...(nextCursor ? [nextCursor] : [])])
    expect(await refused(reports.communityShares(ctx, { ...by, cursor }))).toEqual({
      cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew',
    });
});
