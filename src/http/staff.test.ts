import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => NOW - days * DAY;

let s: TestServer;
let admin: string;

// Two people, and two internal accounts: their work in Admin counts, their own sessions do not.
beforeAll(async () => {
  s = await testServer({ now: () => NOW, cacheSeconds: 0 });
  admin = await s.key('admin');
  await s.analytics.identifyAll([
    { userId: 'ann', email: 'ann@example.com' },
    { userId: 'sue', internal: true },
    { userId: 'bot', internal: true },
  ]);
  const managing = (createdAt: number, targetUserId: string, userId = 'sue') =>
    anActivity({ userId, createdAt, action: 'user_updated', details: { targetUserId } });
  await s.analytics.ingest.writeHistory(
    [
      ...[1, 2, 3].map((day) => anActivity({ userId: 'ann', createdAt: at(day) })),
      anActivity({ userId: 'ben', createdAt: at(2), action: 'media_uploaded' }),
      managing(at(1), 'ann'),
      managing(at(1) + 1, 'ben'),
      managing(at(40), 'ann'),
      managing(at(2), 'ann', 'ben'),
      anActivity({ userId: 'sue', createdAt: at(0) - 60_000, action: 'settings_updated' }),
      ...[1, 2].map((day) => anActivity({ userId: 'sue', createdAt: at(day) })),
      ...[1, 2, 3, 4].map((day) => anActivity({ userId: 'bot', createdAt: at(day) })),
    ],
    'test',
  );
  await buildBlocks(s.t.db, s.analytics.catalogue, { now: NOW - DAY, force: true });
});
afterAll(() => s?.close());

const ask = async (path: string) => {
  const answer = await s.ask(`/api/admin/${path}`, { as: admin });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return answer;
};
const get = async (path: string) => (await ask(path)).json;
const rowsOf = async (path: string) =>
  parse((await ask(path)).text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
const sum = (list: { count?: number; activities?: number }[]) =>
  list.reduce((n, { count, activities }) => n + (count ?? activities ?? 0), 0);

/** What each report says was done, the same for all of them. */
const QUESTIONS: [filters: string, activities: number, people: string[], internal: number][] = [
  ['period=30days', 8, ['ann', 'ben'], 3],
  ['period=30days&excludeInternal=false', 14, ['ann', 'ben', 'bot', 'sue'], 0],
  ['period=30days&feature=admin', 4, ['ben', 'sue'], 0],
  ['period=30days&action=user_updated', 3, ['ben', 'sue'], 0],
  // An action of staff is named: internal accounts are people by what they did of it, not by their sessions.
  ['period=30days&action=session_created,user_updated', 6, ['ann', 'ben', 'sue'], 0],
  ['period=30days&feature=sessions', 3, ['ann'], 0],
  ['period=30days&filter[details.targetUserId]=ann', 2, ['ben'], 1],
  ['period=30days&filter[details.targetUserId]=ben', 1, [], 1],
  ['period=all&filter[details.targetUserId]=ann', 3, ['ben'], 2],
  ['period=30days&userId=sue', 3, [], 3],
  ['period=30days&userId=bot', 0, [], 0],
  ['period=30days&search=sue&feature=admin', 3, ['sue'], 0],
];

it.each(QUESTIONS)('counts staff the same everywhere: %s', async (filters, activities, people, internal) => {
  const report = await get(`usage-analytics?${filters}&compare=none&pageSize=100`);
  expect(report.summary).toMatchObject({ activities, activeUsers: people.length });
  expect(sum(report.features)).toBe(activities);
  expect(report.summary.admin.actionsPerformed).toBe(
    report.features.find((each: { feature: string }) => each.feature === 'admin')?.activities ?? 0,
  );
  expect(report.users.map((row: { userId: string }) => row.userId).sort()).toEqual(people);
  expect(report.topUsers.map((row: { userId: string }) => row.userId).sort()).toEqual(people);

  // Rows and what is in none of them are the activities beside.
  expect(sum(report.users) + internal).toBe(activities);
  expect(report.meta.notInRows).toEqual(
    internal === 0
      ? undefined
      : {
          activities: internal,
          reason: `${internal} of internal accounts: their work in “Admin panel” counts, but they aren't listed`,
        },
  );
  const file = await rowsOf(`users/export/csv?${filters}&columns=userId,activities`);
  expect(file.map((row) => row.userId).sort()).toEqual(people);
  expect(file.reduce((n, row) => n + Number(row.activities), 0) + internal).toBe(activities);

  for (const by of ['day', 'feature', 'action', 'day,feature']) {
    const { groups } = await get(`usage-analytics?${filters}&compare=none&groupBy=${by}`);
    expect([by, sum(groups)]).toEqual([by, activities]);
    const lines = await rowsOf(`usage-analytics?${filters}&compare=none&groupBy=${by}&format=csv`);
    expect([by, lines.reduce((n, row) => n + Number(row.count), 0)]).toEqual([by, activities]);
  }
  const byUser = await get(`usage-analytics?${filters}&compare=none&groupBy=user`);
  expect(byUser.groups.map((group: { key: { user: string } }) => group.key.user).sort()).toEqual(people);
  expect(sum(byUser.groups)).toBe(activities - internal);

  const list = await get(`activities?${filters}&pageSize=100`);
  expect([list.meta.totalRows, list.activities.length]).toEqual([activities, activities]);
  expect(await rowsOf(`activities?${filters}&format=csv`)).toHaveLength(activities);
});

it('counts staff the same in the charts, today and live', async () => {
  for (const [more, activities, people] of [
    ['', 8, 2],
    ['&excludeInternal=false', 14, 4],
  ] as const) {
    const chart = await get(`analytics?period=30days&compare=none${more}`);
    expect([sum(chart.series), chart.activeUsers]).toEqual([activities, people]);
    const { summary } = await get(`usage-summary?period=30days&compare=none${more}`);
    expect([summary.activities, summary.activeUsers]).toEqual([activities, people]);
    const today = await get(`today?timezone=UTC${more}`);
    expect([today.activities, today.activeUsers]).toEqual(more ? [1, 1] : [1, 0]);
  }
});

it('compares like with like', async () => {
  const { summary } = await get('usage-analytics?period=30days');
  expect(summary.trends.activities).toMatchObject({ current: 8, previous: 1 });
  expect(summary.trends.activeUsers).toMatchObject({ current: 2, previous: 0 });
});
