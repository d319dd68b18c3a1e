import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const HOUR = 3_600_000;

let s: TestServer;
let admin: string;

/** What sessions say of themselves, of every shape that a detail may have. */
const DETAILS: Record<string, unknown>[] = [
  { title: 'One', subreddits: ['a', 'b'] },
  { title: 'One', subreddits: ['b', 'b', 'c'] },
  { title: 'Two', subreddits: 'a' },
  { title: 2, subreddits: [1, true, null] },
  { title: '2', subreddits: [] },
  { title: null, subreddits: [['a'], { a: 1 }] },
  { title: { a: 'One' }, subreddits: { a: 'a' } },
  { title: true },
  { title: '', theme: ['JOI', 'beta'] },
  {},
];

beforeAll(async () => {
  s = await testServer({ now: () => NOW }, await testDatabase({ now: () => NOW }));
  admin = await s.key('admin');
  const inputs = DETAILS.flatMap((details, i) =>
    // Each a second time by another user, a day before.
    [0, 1].map((k) =>
      anActivity({ userId: `user-${k}-${i % 3}`, details, createdAt: NOW - (i + 1) * HOUR - k * 24 * HOUR }),
    ),
  );
  const outcomes = await s.t.ingest.writeHistory(inputs, 'test');
  expect(outcomes.every(({ outcome }) => outcome === 'committed')).toBe(true);
});
afterAll(() => s.close());

async function ask(path: string, query: Record<string, string>) {
  const answer = await s.ask(`/api/admin/${path}?${new URLSearchParams(query)}`, { as: admin });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** How many activities a question is about, by each way of asking for them. */
async function counts(query: Record<string, string>) {
  const card = (await ask('usage-analytics', query)).json;
  const list = (await ask('activities', { ...query, pageSize: '500' })).json;
  const file = (await ask('activities', { ...query, format: 'ndjson' })).text;
  const users = (await ask('users/export/csv', { ...query, format: 'ndjson' })).text;
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const inGroups = (await ask('usage-analytics', { ...query, groupBy: 'day' })).json.groups;
  const sum = (rows: { activities?: number; count?: number }[]) =>
    rows.reduce((n, row) => n + (row.activities ?? row.count ?? 0), 0);
  return {
    card: card.summary.activities,
    people: sum(card.users),
    days: sum(inGroups),
    told: list.meta.totalRows,
    listed: list.activities.length,
    file: lines(file).length,
    users: sum(lines(users).map((line) => JSON.parse(line))),
  };
}

const every = (n: number) => ({ card: n, people: n, days: n, told: n, listed: n, file: n, users: n });

it.each<[detail: string, value: string, activities: number]>([
  ['subreddits', 'a', 4],
  ['subreddits', 'b', 4],
  ['subreddits', 'c', 2],
  ['subreddits', '1', 2],
  ['subreddits', 'true', 2],
  ['subreddits', '["a", "b"]', 0],
  ['title', 'One', 4],
  ['title', '2', 4],
  ['title', 'true', 2],
  ['title', 'null', 0],
  ['title', '{"a": "One"}', 0],
  // A declared detail folds, also inside of a list.
  ['theme', 'joi', 2],
  ['theme', 'Beta', 2],
])('%s says %s in %d activities, in cards, lists and files', async (detail, value, n) => {
  const query = { period: '30days', [`filter[details.${detail}]`]: value };
  expect(await counts(query)).toEqual(every(n));
});
