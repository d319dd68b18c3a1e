import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

let s: TestServer;
let admin: string;
let viewer: string;
const NOW = Date.parse('2026-03-20T12:00:00Z');

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  const createdAt = NOW - 3_600_000;
  const done = [
    { userId: 'a', action: 'smart_caption_generated', details: { theme: 'JOI', model: 'm1' } },
    { userId: 'b', action: 'smart_caption_generated', details: { theme: 'CBT', model: 'm1' } },
    { userId: 'c', action: 'babecock_created', details: { layout: 'side-by-side', model: 'm2' } },
    { userId: 'a', action: 'session_created', details: { tags: ['x', 'y'] } },
  ];
  for (const each of done) await s.analytics.ingest.track(anActivity({ ...each, createdAt }));
});
afterAll(() => s.close());

it.each([
  ['theme=joi', 1],
  ['layout=sideBySide', 1],
  ['filter[details.model]=m1', 2],
  ['filter[details.tags]=y', 1],
  ['filter[details.theme]=cbt&feature=smart_captions', 1],
  ['action=session_created,babecock_created', 2],
  ['theme=joi&interval=hour&excludeInternal=false&timezone=Asia/Kathmandu', 1],
])('counts what %s lets through, as usage-analytics does, for a viewer too', async (query, activities) => {
  const whole = await s.ask(`/api/admin/usage-analytics?${query}`, { as: admin });
  const { status, json } = await s.ask(`/api/admin/usage-summary?${query}`, { as: viewer });
  expect([status, json.summary.activities]).toEqual([200, activities]);
  const { summary, features, meta } = whole.json;
  expect(json.features).toEqual(features);
  // Of one to four people a viewer is not told how many.
  const { activeUsers, ...trends } = summary.trends;
  expect(activeUsers.current).toBeGreaterThan(0);
  expect(json.summary).toEqual({ ...summary, activeUsers: null, trends: { ...trends, activeUsers: null } });
  expect(Object.keys(json.meta.missing)).toContain('activeUsers');
  const { sortBy: _, sortOrder: __, ...filters } = meta.filters;
  expect(json.meta.filters).toEqual(filters);
});

it.each(['userId=a', 'search=a'])('refuses %s, which would tell of one person', async (query) => {
  const name = query.split('=')[0]!;
  for (const as of [admin, viewer]) {
    const { status, json } = await s.ask(`/api/admin/usage-summary?${query}`, { as });
    expect([status, json.fields]).toEqual([
      400,
      { [name]: "isn't taken here, where no individual is told of: ask /usage-analytics" },
    ]);
  }
});
