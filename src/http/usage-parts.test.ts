import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { USAGE_PARTS, type UsagePart } from '../contract/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;

let s: TestServer;
let admin: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  await s.analytics.ingest.writeHistory(
    Array.from({ length: 90 }, (_, i) =>
      anActivity({
        userId: `u${i % 9}`,
        createdAt: NOW - (i % 12) * DAY,
        action: 'smart_caption_generated',
        details: { theme: i % 3 === 0 ? 'JOI' : 'Beta' },
      }),
    ),
    'test',
  );
});
afterAll(() => s?.close());

const ask = (query: string) => s.ask(`/api/admin/usage-analytics?period=7days&${query}`, { as: admin });
const KEYS: Readonly<Record<UsagePart, readonly string[]>> = {
  users: ['users'],
  topUsers: ['topUsers'],
  summary: ['summary'],
  features: ['features'],
  groups: ['groups', 'totalGroups', 'groupSeries', 'groupBuckets'],
};

it.each(
  [
    '',
    '&anonymize=true',
    '&sortBy=lastSeenAt&sortOrder=asc&page=2&pageSize=2',
    '&feature=smart_captions',
  ].flatMap((more) => [
    ...USAGE_PARTS.map((part) => [[part], more] as const),
    [['users', 'topUsers'], more] as const,
    [['summary', 'groups'], more] as const,
  ]),
)('%j%s: what the whole answer has under these keys, and no other key', async (parts, more) => {
  const whole = (await ask(`groupBy=day,theme${more}`)).json;
  const some = (await ask(`groupBy=day,theme&parts=${parts.join(',')}${more}`)).json;
  const keys = parts.flatMap((part) => KEYS[part]).filter((key) => key in whole);
  const { meta, ...told } = some;
  expect(told).toEqual(Object.fromEntries(keys.map((key) => [key, whole[key]])));
  expect(meta).toMatchObject({ start: whole.meta.start, end: whole.meta.end, source: whole.meta.source });
  if (parts.includes('users' as never)) expect(meta.totalRows).toBe(whole.meta.totalRows);
  if (!parts.some((part) => part === 'users' || part === 'topUsers'))
    expect(meta).not.toHaveProperty('totalRows');
});

it('is one question however its parts are put', async () => {
  const first = await ask('parts=summary,users');
  expect([first.json.meta.cached, (await ask('parts=users,summary,users')).json.meta.cached]).toEqual([
    false,
    true,
  ]);
  expect((await ask(`parts=${USAGE_PARTS.join(',')}`)).json.meta.cached).toBe(false);
  expect((await ask('')).json.meta.cached).toBe(true);
});

it.each([
  ['parts=', /^takes users, topUsers, summary, features, groups/],
  ['parts=users,rows', /^takes users, topUsers, summary, features, groups/],
  ['parts=users&format=csv', /^is for format=json; csv holds every row$/],
])('%s is told what it takes', async (query, says) => {
  const { status, json } = await ask(query);
  expect([status, json.fields?.parts]).toEqual([400, expect.stringMatching(says)]);
});
