import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;
let s: TestServer;
let admin: string;
let viewer: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  // Seven on the 18th, of whom three come again on the 19th, and one today.
  const came = { 18: 7, 19: 3, 20: 1 };
  for (const [day, people] of Object.entries(came))
    for (let n = 0; n < people; n++)
      await s.analytics.ingest.track(
        anActivity({ userId: `user-${n}`, createdAt: Date.parse(`2026-03-${day}T09:00:00Z`) }),
      );
  await s.analytics.identifyAll(
    Array.from({ length: 7 }, (_, n) => ({
      userId: `user-${n}`,
      createdAt: new Date(NOW - (n < 5 ? 2 : 9) * DAY).toISOString(),
    })),
  );
});
afterAll(() => s.close());

const ask = async (path: string, as: string) => {
  const { status, json } = await s.ask(`/api/admin${path}`, { as });
  expect([path, status]).toEqual([path, 200]);
  return json;
};

describe('a viewer', () => {
  it('reads numbers of five people and more as an administrator does', async () => {
    const path = '/analytics?startDate=2026-03-18&endDate=2026-03-18&interval=day&compare=none';
    const { meta: _, ...told } = await ask(path, viewer);
    const { meta: __, ...all } = await ask(path, admin);
    expect(told).toEqual(all);
    expect(told).toMatchObject({ activeUsers: 7, newUsers: 5, totalUsers: 7 });
  });

  it('is told of no few people, in a number, a bucket, or a trend', async () => {
    const path = '/analytics?startDate=2026-03-19&endDate=2026-03-20&interval=day';
    const told = await ask(path, viewer);
    const all = await ask(path, admin);
    expect([all.activeUsers, told.activeUsers, told.trends.activeUsers]).toEqual([3, null, null]);
    expect(told.series.map(({ activeUsers }: { activeUsers: number }) => activeUsers)).toEqual([null, null]);
    expect(told.meta.missing.activeUsers).toContain('fewer than 5 users');
    expect([told.series[0].activities, told.totalUsers]).toEqual([3, 7]);
  });

  it('has new users in every bucket or in none: they add up', async () => {
    // Two came on the 11th.
    const { newUsers, series } = await ask(
      '/analytics?startDate=2026-03-10&endDate=2026-03-20&interval=day',
      viewer,
    );
    expect(newUsers).toBe(7);
    for (const point of series) expect(point.newUsers).toBeNull();
  });

  it('has no number of few people of today either', async () => {
    expect((await ask('/today', admin)).activeUsers).toBe(1);
    const told = await ask('/today', viewer);
    expect(told).toMatchObject({ activities: 1, activeUsers: null });
    expect(told.meta.missing.activeUsers).toContain('fewer than 5 users');
    expect((await ask('/today', admin)).meta.missing).toBeUndefined();
  });

  it('has the features over time, each bucket as an administrator has it, and no grouping by people', async () => {
    const range = 'startDate=2026-03-18&endDate=2026-03-20&interval=day&compare=none&groupBy=feature,day';
    const told = await ask(`/usage-summary?${range}`, viewer);
    const all = await ask(`/usage-analytics?${range}&parts=groups`, admin);
    expect([told.groups, told.totalGroups, told.groupSeries, told.groupBuckets]).toEqual([
      all.groups,
      all.totalGroups,
      all.groupSeries,
      all.groupBuckets,
    ]);
    expect(told.groupSeries.map(({ counts }: { counts: number[] }) => counts)).toEqual([[7, 3, 1]]);
    for (const [groupBy, why] of [
      ['user', 'takes day, feature, action, theme, layout'],
      ['title', 'takes day, feature, action, theme, layout'],
      ['feature&anonymize=true', 'ask /usage-analytics'],
    ] as const) {
      const { status, json } = await s.ask(`/api/admin/usage-summary?groupBy=${groupBy}`, { as: viewer });
      expect([groupBy, status]).toEqual([groupBy, 400]);
      expect(Object.values(json.fields).join()).toContain(why);
    }
  });

  it('is not answered from what is kept for an administrator', async () => {
    for (const as of [admin, viewer, admin]) {
      const { summary } = await ask('/usage-summary?startDate=2026-03-19&endDate=2026-03-19', as);
      expect(summary.activeUsers).toBe(as === viewer ? null : 3);
    }
  });
});
