import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports, usageGroups } from '../../../test/support/reports.ts';
import { defaultCatalogue } from '../../catalogue/index.ts';
import type { Group } from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import { read } from '../read/reader.ts';
import { resolveScope } from '../read/scope.ts';
import { look } from '../read/seen.ts';
import { randomHistory, seeded } from '../testing/history.ts';
import { countGroups } from './group-counts.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');

let t: TestDatabase;
let ctx: ReportContext;

beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
  ctx = { db: t.db, catalogue: defaultCatalogue, zone: 'UTC', currency: 'USD', now: NOW, sample: false };
  await t.ingest.writeHistory(randomHistory(seeded(11), 1_500, NOW - 60 * 86_400_000, NOW), 'test');
});
afterAll(() => t?.drop());

const ask = (query: object) => reports.usageAnalytics(ctx, query as never);
const counts = (groups: Group[] = []) =>
  new Map(groups.map((group) => [JSON.stringify(group.key), group.count]));

describe('groups', () => {
  it('beyond what can be held are refused with what to narrow', async () => {
    const span = { start: NOW - 60 * 86_400_000, end: NOW };
    const counted = (most: number) =>
      read(ctx, async (r) => {
        const v = await look(r, await resolveScope(r, { excludeInternal: false }), [span], { asked: {} });
        return countGroups(r, v, span, 'UTC', ['day', 'user'], undefined, most);
      });
    const { length } = await counted(1_000_000);
    expect(length).toBeGreaterThan(100);
    expect(await counted(length)).toHaveLength(length);
    await expect(counted(length - 1)).rejects.toMatchObject({
      fields: { groupBy: expect.stringMatching(/^gives more than \d+ groups here; take a shorter range/) },
    });
  });

  it.each([
    [['theme'], {}],
    [['action', 'layout'], { timezone: 'Asia/Kathmandu' }],
    [['user'], { feature: 'sessions', period: '10days' }],
    [['feature'], { period: '24h' }],
    [['theme', 'user'], { compare: 'previous_year' }],
  ])('by %j are compared with those of the comparison', async (groupBy, more) => {
    const now = await ask({ groupBy, ...more });
    const { start, end } = now.meta.comparison!;
    const { period: _, compare: __, ...filters } = more as Record<string, string>;
    const before = counts(
      (await ask({ ...filters, groupBy, startDate: start, endDate: end, compare: 'none' })).groups,
    );
    expect(now.groups!.length).toBeGreaterThan(0);
    for (const { key, count, previous, trend } of now.groups!) {
      expect([key, previous]).toEqual([key, before.get(JSON.stringify(key)) ?? 0]);
      expect([trend!.current, trend!.previous]).toEqual([count, previous]);
    }
    expect(now.groupSeries).toBeUndefined();
  });

  it.each(['hour', 'day', 'week', 'month'] as const)(
    'by theme and day are series by %s',
    async (interval) => {
      const range = { startDate: '2026-02-03T07:30:00Z', endDate: '2026-03-05', interval };
      const answer = await ask({ ...range, groupBy: ['theme', 'day'] });
      const points = (await reports.analytics(ctx, { ...range, compare: 'none' })).series;
      const whole = counts((await ask({ ...range, groupBy: ['theme'] })).groups);
      expect(answer.groupSeries!.map(({ key, count }) => [JSON.stringify(key), count])).toEqual([...whole]);
      expect(answer.groupBuckets).toEqual(points.map(({ start, end }) => ({ start, end })));
      const alone = await ask({ ...range, groupBy: ['day'] });
      expect(alone.groupSeries).toEqual([
        {
          key: {},
          label: '',
          count: alone.summary!.activities,
          trend: null,
          counts: points.map(({ activities }) => activities),
        },
      ]);
      for (const { counts: line, count, trend, key } of answer.groupSeries!) {
        expect([line.length, line.reduce((a, b) => a + b, 0)]).toEqual([points.length, count]);
        expect(trend!.current).toBe(count);
        const [at, n] = [line.findIndex((x) => x > 0), line.find((x) => x > 0)];
        const { start, end } = points[at]!;
        const alone = await ask({ startDate: start, endDate: end, groupBy: ['theme'], compare: 'none' });
        expect([key, counts(alone.groups).get(JSON.stringify(key))]).toEqual([key, n]);
      }
    },
  );

  it('come in pages, and whole in a file', async () => {
    const query = { period: '60days', groupBy: ['user', 'day'], compare: 'none' };
    const all = await ask(query);
    const pages = await Promise.all(
      [1, 2, 3].map((groupPage) => ask({ ...query, groupPage, groupPageSize: 40 })),
    );
    expect(pages.flatMap((page) => page.groups)).toEqual(all.groups!.slice(0, 120));
    expect(pages.map((page) => page.totalGroups)).toEqual([
      all.totalGroups,
      all.totalGroups,
      all.totalGroups,
    ]);
    const file = await usageGroups(ctx, query as never);
    expect(file.groups).toHaveLength(all.totalGroups!);
    expect(file.groups.slice(0, 1_000)).toEqual(all.groups!.slice(0, 1_000));
  });

  it('pick and order the columns of users', async () => {
    const { users } = await ask({ period: '60days', columns: ['sessionsCreated', 'userId'], pageSize: 1 });
    expect(Object.keys(users![0]!)).toEqual(['sessionsCreated', 'userId']);
    await expect(ask({ columns: ['password'] })).rejects.toThrow(/^columns takes userId, email/);
  });
});
