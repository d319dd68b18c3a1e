import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');

let s: TestServer;
let admin: string;

// All of it on 14 March in New York, where the day begins at 04:00 UTC; on two days in UTC and in Tokyo.
beforeAll(async () => {
  s = await testServer({ now: () => NOW, cacheSeconds: 0 });
  admin = await s.key('admin');
  const at = [
    '2026-03-14T04:00:00Z',
    '2026-03-14T14:59:59.999Z',
    '2026-03-14T15:00:00Z',
    '2026-03-15T03:59:59.999Z',
  ];
  await s.analytics.ingest.writeHistory(
    at.map((text) => anActivity({ userId: 'ann', createdAt: Date.parse(text) })),
    'test',
  );
});
afterAll(() => s?.close());

it.each([
  ['America/New_York', [['2026-03-14', 4]]],
  [
    'UTC',
    [
      ['2026-03-14', 3],
      ['2026-03-15', 1],
    ],
  ],
  [
    'Asia/Tokyo',
    [
      ['2026-03-14', 2],
      ['2026-03-15', 2],
    ],
  ],
] as const)('tells the days of one user as they are in %s', async (timezone, expected) => {
  for (const range of ['', 'period=30days&', 'startDate=2026-03-14&endDate=2026-03-15&', 'period=all&']) {
    const { json } = await s.ask(`/api/admin/users/ann/usage?${range}timezone=${timezone}`, { as: admin });
    const days = json.days.map(({ day, activities }: { day: string; activities: number }) => [
      day,
      activities,
    ]);
    expect([range, days, json.meta.timezone]).toEqual([range, expected, timezone]);
  }
});
