import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('groups by a detail', () => {
  const RANGE = { period: '30days' };

  it.each(['title', 'subreddits', 'mediaType', 'targetUserId', 'captionLength'])(
    'by %s: each as many as its link lists',
    async (name) => {
      const { groups, totalGroups, meta } = (await ask('usage-analytics', { ...RANGE, groupBy: name })).json;
      expect(meta.source).toBe('log');
      expect(totalGroups).toBe(groups.length);
      const found: Record<string, number> = {};
      for (const { key, label, count } of groups) {
        const value = key[name];
        expect([label, Object.keys(key)]).toEqual([value, [name]]);
        expect(await counts({ ...RANGE, [`filter[details.${name}]`]: value })).toEqual(every(count));
        found[value] = count;
      }
      const expected: Record<string, Record<string, number>> = {
        title: { One: 4, '2': 4, Two: 2, true: 2 },
        // One with a list is in the group of each of its elements, once.
        subreddits: { a: 4, b: 4, c: 2, '1': 2, true: 2 },
      };
      expect(found).toEqual(expected[name] ?? {});
    },
  );

  it('by two of them, by days, and against the range before', async () => {
    const query = { startDate: '2026-03-20', endDate: '2026-03-20' };
    const { groups } = (await ask('usage-analytics', { ...query, groupBy: 'title,subreddits' })).json;
    const told = groups.map(({ label, count, previous }: Record<string, unknown>) => [
      label,
      count,
      previous,
    ]);
    expect(told.sort()).toEqual(
      [
        ['One · a', 1, 1],
        ['One · b', 2, 2],
        ['One · c', 1, 1],
        ['Two · a', 1, 1],
        ['2 · 1', 1, 1],
        ['2 · true', 1, 1],
      ].sort(),
    );
    const days = (await ask('usage-analytics', { ...RANGE, groupBy: 'subreddits,day' })).json;
    expect(days.groups.reduce((n: number, { count }: { count: number }) => n + count, 0)).toBe(14);
    expect(
      days.groupSeries.map(({ label, count }: { label: string; count: number }) => [label, count]),
    ).toEqual([
      ['a', 4],
      ['b', 4],
      ['1', 2],
      ['c', 2],
      ['true', 2],
    ]);
    const file = await ask('usage-analytics', { ...RANGE, groupBy: 'title', format: 'csv' });
    expect(file.text).toContain('One,One,4,');
  });

  it.each([
    ['theme,theme', 'takes each grouping once; leave the second out, or take another'],
    ['title,title', 'takes each grouping once; leave the second out, or take another'],
    ['day,theme,title', 'takes one grouping, or two with a comma between'],
    ['titel', 'takes day, feature, action, user, theme, layout, captionLength'],
  ])('refuses %s with a sentence', async (groupBy, sentence) => {
    const { status, json } = await s.ask(`/api/admin/usage-analytics?groupBy=${groupBy}`, { as: admin });
    expect([status, json.fields.groupBy.slice(0, sentence.length)]).toEqual([400, sentence]);
  });

  it('refuses them where the answer is anonymised', async () => {
    const path = '/api/admin/usage-analytics?groupBy=title&anonymize=true';
    const { status, json } = await s.ask(path, { as: admin });
    expect([status, json.fields.groupBy]).toEqual([
      400,
      expect.stringContaining('is refused with anonymize=true'),
    ]);
  });

  it('refuses more values than fit in memory, and says what to do', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) =>
      anActivity({
        action: 'media_uploaded',
        createdAt: NOW - 40 * 24 * HOUR,
        details: { fileName: `${i}.jpg` },
      }),
    );
    await s.t.ingest.writeHistory(many, 'test');
    const range = 'startDate=2026-02-01&endDate=2026-02-20';
    const path = `/api/admin/usage-analytics?groupBy=fileName&${range}`;
    const { status, json } = await s.ask(path, { as: admin });
    expect([status, json.fields.groupBy]).toEqual([
      400,
      'has more than 10,000 different values, or very long ones, of fileName; take a shorter range, a feature or a filter',
    ]);
    const few = (await ask('usage-analytics', { ...RANGE, groupBy: 'fileName', userId: 'user-0-0' })).json;
    expect(few.groups).toEqual([]);
  });
});
