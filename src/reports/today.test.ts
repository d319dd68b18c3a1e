import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { reports } from '../../test/support/reports.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { identifyUsers } from '../ingest/identify.ts';

// A Monday in New York, where the clocks went ahead eight days before.
const NOW = Date.parse('2026-03-16T14:37:11.123Z');
const ZONE = 'America/New_York';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ timezone: ZONE, now: () => NOW });
});
afterAll(() => t?.drop());

const ask = (now = NOW, query = {}) =>
  reports.today(
    { db: t.db, catalogue: defaultCatalogue, zone: ZONE, currency: 'USD', now, sample: false },
    query,
  );

const write = (at: string, users: string[]) =>
  t.ingest.writeHistory(
    users.map((userId) => anActivity({ userId, createdAt: Date.parse(at) })),
    'test',
  );

it('tells of nothing where nothing was recorded', async () => {
  expect(await ask()).toMatchObject({
    start: '2026-03-16T04:00:00.000Z',
    end: '2026-03-16T14:30:00.000Z',
    activities: 0,
    activeUsers: 0,
    earlier: [],
    lastActivityAt: null,
    sinceLast: { start: '2026-03-16T14:30:00.000Z', end: '2026-03-16T14:30:00.000Z', earlier: [] },
  });
});

it('compares the same part of the same weekday, whatever the clocks did', async () => {
  await identifyUsers(t.db, [{ userId: 'bot', internal: true }]);
  await write('2026-02-16T15:00:00Z', ['a']);
  // Winter: 10:30 in New York is 15:30 there.
  await write('2026-03-02T05:00:00Z', ['a', 'b', 'bot']);
  await write('2026-03-02T15:29:59.999Z', ['a']);
  await write('2026-03-02T15:30:00Z', ['a', 'b', 'c']);
  // Summer: it is 14:30.
  await write('2026-03-09T03:59:59.999Z', ['a']);
  await write('2026-03-09T14:29:59.999Z', ['a', 'b']);
  await write('2026-03-09T14:30:00Z', ['a']);
  await write('2026-03-16T04:00:00Z', ['a', 'bot']);
  await write('2026-03-16T14:29:59.999Z', ['a', 'b', 'c', 'c']);
  await write('2026-03-16T14:31:00Z', ['d']);

  const week = (start: string, end: string, activities: number) => ({ start, end, activities });
  expect(await ask()).toMatchObject({
    start: '2026-03-16T04:00:00.000Z',
    end: '2026-03-16T14:30:00.000Z',
    activities: 5,
    activeUsers: 3,
    earlier: [
      week('2026-03-09T04:00:00.000Z', '2026-03-09T14:30:00.000Z', 2),
      week('2026-03-02T05:00:00.000Z', '2026-03-02T15:30:00.000Z', 3),
      week('2026-02-23T05:00:00.000Z', '2026-02-23T15:30:00.000Z', 0),
    ],
    meta: { timezone: ZONE, source: 'chronicle', computedAt: new Date(NOW).toISOString() },
  });
  // The list behind it.
  const { start, end } = await ask();
  const rows = await reports.activities(
    { db: t.db, catalogue: defaultCatalogue, zone: ZONE, currency: 'USD', now: NOW, sample: false },
    { startDate: start, endDate: end },
  );
  expect(rows.meta.totalRows).toBe(5);
  expect((await ask(NOW, { excludeInternal: false })).activities).toBe(6);
});

it('holds at midnight, and where a day has no such hour', async () => {
  const midnight = await ask(Date.parse('2026-03-16T04:07:00Z'));
  expect([midnight.start, midnight.end, midnight.activities]).toEqual([
    '2026-03-16T04:00:00.000Z',
    '2026-03-16T04:00:00.000Z',
    0,
  ]);
  // 8 March has no 2:30; 15 March has.
  const spring = await ask(Date.parse('2026-03-15T06:30:00Z'));
  expect(spring.earlier[0]).toEqual({
    start: '2026-03-08T05:00:00.000Z',
    end: '2026-03-08T07:30:00.000Z',
    activities: 0,
  });
});

it('tells of the last activity, and of what is usual for a time as silent as the one since', async () => {
  // On the Tuesday after, people were here last at 10:31 of Monday.
  const since = async (now: string) => {
    const { lastActivityAt, sinceLast } = await ask(Date.parse(now));
    return [lastActivityAt, sinceLast.start, sinceLast.end, sinceLast.earlier];
  };
  const last = '2026-03-16T14:31:00.000Z';
  // 10:31 to 11:30; of the weeks before one had somebody at 10:30, which is earlier.
  expect(await since('2026-03-16T15:44:00Z')).toEqual([last, last, '2026-03-16T15:30:00.000Z', [0, 0, 0, 0]]);
  await write('2026-03-09T14:31:00Z', ['a', 'b', 'bot']);
  await write('2026-03-02T16:29:59.999Z', ['a']);
  await write('2026-03-02T16:30:00Z', ['a']);
  expect((await since('2026-03-16T15:44:00Z'))[3]).toEqual([2, 1, 0, 0]);
  // A day later at most the last 24 hours are looked at.
  expect(await since('2026-03-18T15:30:00Z')).toEqual([
    last,
    '2026-03-17T15:30:00.000Z',
    '2026-03-18T15:30:00.000Z',
    [0, 0, 0, 0],
  ]);
  // Somebody is just here.
  expect(await since('2026-03-16T14:37:00Z')).toEqual([
    last,
    '2026-03-16T14:30:00.000Z',
    '2026-03-16T14:30:00.000Z',
    [0, 0, 0, 0],
  ]);
});
