import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, type Random, random } from '../../test/support/index.ts';
import { type Listed, type ListWorld, readListWorld, whoIsListed } from '../reports/testing/listed.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => NOW - days * DAY;
const iso = (days: number) => new Date(at(days)).toISOString();
const USERS = Array.from({ length: 44 }, (_, i) => `u${String(i).padStart(2, '0')}`);

let s: TestServer;
let admin: string;
let world: ListWorld;
let clock = NOW;

const ACTIONS = [
  ['session_created', {}],
  ['session_shared', {}],
  ['smart_caption_generated', { theme: 'JOI' }],
  ['smart_caption_generated', { theme: 'forced_bi' }],
  ['custom_caption_created', {}],
  ['media_uploaded', {}],
  ['media_shared', {}],
  ['community_liked', {}],
  ['user_updated', { targetUserId: 'u01' }],
] as const;

/** What somebody does in the 100 days before now: the first ones more and more, the last ones less and less, a fifth until a month ago. */
function* doneBy(userId: string, i: number, r: Random) {
  const habits = Array.from({ length: r.int(1, 4) }, () => r.pick(ACTIONS));
  for (let n = r.int(0, 30); n > 0; n--) {
    const days = i % 5 === 3 ? 32 + r() * 26 : (i < 22 ? r() ** 2 : 1 - r() ** 2) * 100;
    const [action, details] = r.pick(habits);
    yield anActivity({ userId, action, details, createdAt: Math.floor(at(days)) });
  }
}

beforeAll(async () => {
  s = await testServer({ now: () => clock, cacheSeconds: 0 });
  admin = await s.key('admin');
  const r = random(12);
  await s.analytics.identifyAll(
    USERS.slice(0, 38).map((userId, i) => ({
      userId,
      name: `Person ${i}`,
      createdAt: iso(3 + i * 3),
      internal: i % 11 === 5,
      ...(i % 13 === 7 && { deletedAt: iso(i) }),
    })),
  );
  await s.analytics.ingest.writeHistory(
    USERS.flatMap((userId, i) => (i % 9 === 4 ? [] : [...doneBy(userId, i, r)])),
    'test',
  );
  for (const [days, userId] of [
    [2, 'u04'],
    [9, 'u13'],
    [2, 'u02'],
    [16, 'u13'],
    [12, 'u20'],
  ] as const) {
    clock = at(days);
    for (let n = 0; n <= days; n++) s.analytics.ingest.signals.apiCall(userId);
    await s.analytics.ingest.signals.flush();
  }
  clock = NOW;
  await s.analytics.recordCommunityShares(
    ['u00', 'u00', 'u03', 'u25', 'u30'].map((ownerId, i) => ({
      id: `share-${i}`,
      ownerId,
      kind: 'session' as const,
      sharedAt: iso(i * 4),
    })),
  );
  await s.analytics.recordCreditTransactions(
    ['u01', 'u03', 'u03', 'u26'].map((userId, i) => ({
      id: `tx-${i}`,
      userId,
      kind: (['purchase', 'subscription', 'referral_reward', 'purchase'] as const)[i]!,
      amount: 500,
      currency: 'USD',
      createdAt: iso(2 + i * 6),
    })),
  );
  await buildBlocks(s.t.db, s.analytics.catalogue, { now: at(10), force: true });
  world = await readListWorld(s.t.db);
});
afterAll(() => s?.close());

const address = (query: Record<string, string>) => new URLSearchParams(query).toString();
const ask = (path: string, query: Record<string, string>) =>
  s.ask(`/api/admin/${path}?${address(query)}`, { as: admin });

async function get(query: Record<string, string>) {
  const answer = await ask('usage-analytics', query);
  expect([address(query), answer.status, answer.status === 200 ? '' : answer.text]).toEqual([
    address(query),
    200,
    '',
  ]);
  return answer.json;
}
const ids = (rows: readonly { userId: string }[]) => rows.map(({ userId }) => userId);

describe('the questions of an operator', () => {
  it('lists whom I am about to lose: active before, nothing now, by what they used to do', async () => {
    const query = {
      period: '30days',
      'people[activities]': 'fell>=100%',
      sortBy: 'activities',
      sortAs: 'previous',
      pageSize: '10',
    };
    const { users, meta } = await get(query);
    const expected = whoIsListed(world, query, meta);
    expect(expected.length).toBeGreaterThan(3);
    expect(ids(users)).toEqual(ids(expected).slice(0, 10));
    for (const row of users) {
      expect([row.activities, row.lastActivityAt]).toEqual([0, null]);
      expect(row['previous.activities']).toBeGreaterThan(0);
      expect(row['change.activities']).toBe(-row['previous.activities']);
    }
    expect(meta).toMatchObject({ totalRows: expected.length, inactiveRows: expected.length });
    expect(meta.filters).toMatchObject({ 'people[activities]': 'fell>=100%', sortAs: 'previous' });
  });

  it('lists who uses captions and never shares, by counters, by features, and by the platform’s own shares', async () => {
    const never = { sessionsShared: '0', mediaShared: '0', 'facts.communityShares': '0' };
    for (const uses of [{ smartCaptionsGenerated: '>=1' }, { 'byFeature.smart_captions': '>0' }]) {
      const people = Object.entries({ ...uses, ...never }).map(([name, text]) => [`people[${name}]`, text]);
      const query = { period: '90days', pageSize: '100', ...Object.fromEntries(people) };
      const { users, meta } = await get(query);
      expect(ids(users)).toEqual(ids(whoIsListed(world, query, meta)));
      expect(users.length).toBeGreaterThan(2);
      expect(users[0]['facts.communityShares']).toBe(0);
    }
  });

  it('lists users who fell to zero where rows are sorted by change', async () => {
    const query = {
      period: '30days',
      sortBy: 'totalActivity',
      sortAs: 'change',
      sortOrder: 'asc',
      pageSize: '100',
    };
    const { users, meta } = await get(query);
    const expected = whoIsListed(world, query, meta);
    expect(ids(users)).toEqual(ids(expected));
    expect(users.some((row: Record<string, number>) => row.totalActivity === 0)).toBe(true);
    expect(users[0]['change.totalActivity']).toBeLessThan(0);
    expect(users.at(-1)['change.totalActivity']).toBeGreaterThan(0);
  });

  it('answers the same over any comparison, in any zone, with and without staff', async () => {
    const crossed: Record<string, string>[] = [
      { compare: 'previous_year' },
      { timezone: 'Asia/Kathmandu' },
      { period: '7days', align: 'weekday', timezone: 'America/New_York' },
      { excludeInternal: 'false' },
      { excludeInternal: 'false', 'people[internal]': 'true' },
      { feature: 'sessions' },
      { feature: 'admin', 'people[internal]': 'true' },
    ];
    for (const more of crossed) {
      const query = { period: '30days', 'people[activities]': '<20,fell', pageSize: '100', ...more };
      const { users, meta } = await get(query);
      expect([more, ids(users)]).toEqual([more, ids(whoIsListed(world, query, meta))]);
    }
  });
});

const NUMBERS = [
  'activities',
  'totalActivity',
  'sessionsCreated',
  'smartCaptionsGenerated',
  'captionThemeForcedBi',
  'apiCallsTotal',
  'byFeature.media_gallery',
  'byFeature.community',
  'facts.communityShares',
  'facts.payments',
];

function conditionFrom(r: Random): [string, string] {
  const kind = r();
  const name = r.pick(NUMBERS);
  if (kind < 0.4) return [name, `${r.pick(['', '>=', '>', '<=', '<'])}${r.int(0, 6)}`];
  if (kind < 0.65)
    return [
      name,
      r.pick(['fell', 'rose', 'fell>=100%', 'fell>=33.3%', 'rose>50%', 'fell>=2', 'rose>=1', '>=1,fell']),
    ];
  const dates = [
    'before:2026-02-20',
    'after:2026-02-20',
    'within:10days',
    'over:40d',
    'after:2026-02-20T09:30:00Z',
  ];
  if (kind < 0.8) return ['lastSeen', r.pick([...dates, 'never'])];
  if (kind < 0.95) return ['joined', r.pick([...dates, 'range'])];
  return ['internal', 'false'];
}

function questionFrom(r: Random): Record<string, string> {
  const conditions = Array.from({ length: r.int(1, 3) }, () => conditionFrom(r));
  return {
    ...r.pick<Record<string, string>>([
      { period: '30days' },
      { period: '7days' },
      { startDate: '2026-02-01', endDate: '2026-02-20' },
    ]),
    ...(r.chance(0.3) && { timezone: r.pick(['Asia/Tokyo', 'America/New_York']) }),
    ...(r.chance(0.3) && { excludeInternal: 'false' }),
    ...(r.chance(0.2) && { compare: 'previous_year' }),
    ...(r.chance(0.2) && { include: 'inactive' }),
    ...(r.chance(0.15) && { joined: r.pick(['range', 'ever']) }),
    ...(r.chance(0.2) && { feature: r.pick(['sessions', 'smart_captions']) }),
    sortBy: r.pick(['totalActivity', 'activities', 'mediaUploaded']),
    sortAs: r.pick(['now', 'now', 'previous', 'change']),
    sortOrder: r.pick(['asc', 'desc']),
    ...Object.fromEntries(conditions.map(([name, text]) => [`people[${name}]`, text])),
  };
}

it('answers any conditions as a plain recount does: rows, order, total, pages and file', async () => {
  const r = random(2_026);
  let found = 0;
  for (let n = 0; n < 60; n++) {
    const query = questionFrom(r);
    const pageSize = r.int(2, 9);
    const paged: Listed[] = [];
    let meta: Record<string, never> & { totalRows: number };
    for (let page = 1; ; page++) {
      const answer = await get({ ...query, parts: 'users', page: String(page), pageSize: String(pageSize) });
      ({ meta } = answer);
      paged.push(...answer.users);
      if (answer.users.length < pageSize) break;
    }
    const expected = whoIsListed(world, query, meta as never);
    expect([address(query), ids(paged)]).toEqual([address(query), ids(expected)]);
    expect(meta.totalRows).toBe(expected.length);
    for (const [i, row] of expected.entries()) expect(paged[i]).toMatchObject({ ...row });
    const file = await ask(r.pick(['users/export/csv', 'usage-analytics']), { ...query, format: 'csv' });
    const rows = parse(file.text, { columns: true, record_delimiter: '\r\n' }) as { userId: string }[];
    expect([address(query), ids(rows)]).toEqual([address(query), ids(expected)]);
    for (const [i, row] of expected.entries())
      expect(rows[i]).toMatchObject(Object.fromEntries(Object.entries(row).map(([k, v]) => [k, String(v)])));
    found += expected.length;
  }
  // Conditions that find nobody would prove little.
  expect(found).toBeGreaterThan(200);
});

it('leaves totals and the top five those of everybody, and says what its rows leave out', async () => {
  const plain = await get({ period: '30days' });
  const some = await get({ period: '30days', 'people[sessionsCreated]': '>=3' });
  expect(some.summary).toEqual(plain.summary);
  expect(some.topUsers).toEqual(plain.topUsers);
  const inRows = some.users.reduce((n: number, row: { activities: number }) => n + row.activities, 0);
  expect(some.meta.notInRows.activities).toBe(plain.summary.activities - inRows);
  expect(some.meta.notInRows.reason).toContain('of people whom this list leaves out');
});

it('has an erased user in no list, and their facts with nobody', async () => {
  const query = { period: '90days', 'people[facts.payments]': '>=1', include: 'inactive', pageSize: '100' };
  expect(ids((await get(query)).users)).toContain('u03');
  const erased = await s.ask('/api/admin/users/u03/erase', {
    as: admin,
    method: 'POST',
    body: { confirm: 'u03' },
  });
  expect(erased.status).toBe(200);
  world = await readListWorld(s.t.db);
  const { users, meta } = await get(query);
  expect(ids(users)).not.toContain('u03');
  expect(ids(users)).toEqual(ids(whoIsListed(world, query, meta)));
});

it.each([
  [
    'people[nothing]',
    '1',
    /is unknown; NAME is one of lastSeen, joined, internal, activities, .*facts\.payments/,
  ],
  ['people[__proto__]', '1', /is unknown; NAME is one of/],
  ['people[a(b]', '1', /is unknown; NAME is one of/],
  ['people[sessionsCreated]', 'many', /^takes a number of the range \(0, >=5/],
  ['people[sessionsCreated]', '', /^takes a number of the range/],
  ['people[sessionsCreated]', 'fell>=101%', /^takes a number/],
  ['people[sessionsCreated]', '1,2,3,4,5', /up to 4 with commas/],
  ['people[lastSeen]', '2026-03-01', /^takes before:2026-03-15, .* or never/],
  ['people[joined]', 'never', /^takes .* or range/],
  ['people[joined]', 'before:2026-02-31', /there is no 2026-02-31/],
  ['people[joined]', 'before:1066-01-01', /takes a year from 1900 to 2099/],
  ['people[internal]', 'maybe', /^takes true or false/],
  ['people[internal]', 'true', /^true finds nobody.*excludeInternal=false/],
  ['people', 'x', /is unknown; accepted: .*people\[NAME\]/],
])('refuses %s=%s with what is accepted', async (name, text, why) => {
  for (const path of ['usage-analytics', 'users/export/csv']) {
    const { status, json } = await ask(path, { [name]: text });
    expect([status, json.fields[name]]).toEqual([400, expect.stringMatching(why)]);
  }
});

it.each([
  [{ 'people[activities]': 'fell', compare: 'none' }, 'people[activities]', /compare=none/],
  [{ 'people[activities]': 'fell', period: 'all' }, 'people[activities]', /period=all has none/],
  [{ sortAs: 'change', compare: 'none' }, 'sortAs', /compare=none/],
  [{ sortAs: 'change', sortBy: 'lastSeenAt' }, 'sortAs', /lastSeenAt is an instant/],
  [{ 'people[activities]': '0', anonymize: 'true' }, 'people[activities]', /would tell of a few/],
  [{ sortAs: 'previous', anonymize: 'true' }, 'sortAs', /anonymize/],
] as const)('refuses %j', async (query, name, why) => {
  for (const path of ['usage-analytics', 'users/export/csv']) {
    const { status, json } = await ask(path, query);
    expect([status, json.fields]).toEqual([400, { [name]: expect.stringMatching(why) }]);
  }
});

it('takes conditions only beside rows of people, and of nobody without the right to read them', async () => {
  const refused = async (path: string, query: Record<string, string>) =>
    (await ask(path, { 'people[activities]': '>=1', ...query })).json.fields;
  expect(await refused('usage-analytics', { groupBy: 'theme' })).toEqual({
    'people[activities]': expect.stringContaining('groupBy asks for groups'),
  });
  expect(await refused('usage-analytics', { groupBy: 'theme', format: 'csv' })).toHaveProperty([
    'people[activities]',
  ]);
  expect(await refused('usage-analytics', { parts: 'summary' })).toEqual({
    'people[activities]': expect.stringContaining('add users to parts'),
  });
  expect(await refused('usage-summary', {})).toEqual({
    'people[activities]': expect.stringContaining('is unknown'),
  });
  const viewer = await s.signIn('vera@example.com', 'viewer');
  for (const path of ['usage-analytics', 'users/export/csv']) {
    const answer = await s.ask(`/api/admin/${path}?people[activities]=0`, { as: viewer });
    expect(answer.status).toBe(403);
  }
});

it('is one report however its conditions are spelt, and writes columns that were asked for', async () => {
  const { json } = await ask('usage-analytics', {
    period: '30days',
    'people[activities]': '=3, fell>0',
    columns: 'userId,activities,previous.activities',
  });
  expect(json.meta.filters['people[activities]']).toBe('3,fell');
  for (const row of json.users)
    expect(Object.keys(row)).toEqual(['userId', 'activities', 'previous.activities']);
  const told = (text: string) =>
    ask('usage-analytics', { 'people[activities]': text, 'people[joined]': 'range' });
  expect((await told('fell>=050%,>=2')).json.meta.filters['people[activities]']).toBe('>=2,fell>=50%');
});
