import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { retain } from '../jobs/retention.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00Z');
const DAY = 86_400_000;

let s: TestServer;
let admin: string;
let key: string;
let viewer: string;

/** Of these some shared, and some stopped: 8 who share and stay, 7 who create and have stopped, 3 who share and have stopped. */
const PEOPLE = [
  ...Array.from({ length: 8 }, (_, i) => ({ id: `stays-${i}`, shares: true, last: 1 })),
  ...Array.from({ length: 7 }, (_, i) => ({ id: `left-${i}`, shares: false, last: 40 })),
  ...Array.from({ length: 3 }, (_, i) => ({ id: `both-${i}`, shares: true, last: 40 })),
];
const STOPPED = 'did::>=1:60..30days;did::0:30days';
const idsOf = (...groups: string[]) =>
  PEOPLE.flatMap(({ id }) => (groups.includes(id.split('-')[0]!) ? [id] : [])).sort();

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.signIn('ann@example.com', 'admin');
  key = await s.key('admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  const history = PEOPLE.flatMap(({ id: userId, shares, last }) => [
    anActivity({ userId, createdAt: NOW - last * DAY - 3_600_000 }),
    ...(shares ? [anActivity({ userId, action: 'session_shared', createdAt: NOW - last * DAY })] : []),
  ]);
  await t.ingest.writeHistory(history, 'test');
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
});
afterAll(() => s.close());

const ask = (path: string, query: Record<string, string> = {}, as = admin) =>
  s.ask(`/api/admin/${path}?${new URLSearchParams(query)}`, { as });
const save = (body: object) => s.post('/api/admin/segments', body, { as: admin });
const change = (slug: string, body: object) =>
  s.ask(`/api/admin/segments/${slug}`, { method: 'PATCH', body, as: admin });

describe('a segment', () => {
  it('is saved under a slug, and each change is a version that can be read later', async () => {
    const first = await save({ name: ' Très  calme! ', rules: 'last::>030days;role:b,a' });
    const segment = {
      slug: 'tres-calme',
      version: 1,
      name: 'Très  calme!',
      rules: 'last::>30days;role:a,b',
      timezone: null,
      author: 'ann@example.com',
      createdAt: new Date(NOW).toISOString(),
    };
    expect([first.status, first.json]).toEqual([201, { segment }]);
    const same = await change('tres-calme', { rules: 'last::>30d;role:b,a' });
    expect(same.json.segment).toEqual(segment);
    const next = { ...segment, version: 2, rules: 'last::>60days', timezone: 'Asia/Tokyo' };
    expect(
      (await change('tres-calme', { rules: 'last::>60days', timezone: 'Asia/Tokyo' })).json.segment,
    ).toEqual(next);
    expect((await ask('segments/tres-calme')).json).toEqual({ versions: [next, segment] });
    expect((await ask('segments')).json).toEqual({ segments: [next] });
    expect((await save({ name: 'Other', slug: 'tres-calme', rules: 'role:a' })).status).toBe(409);
    expect((await change('tres-calme', {})).status).toBe(400);
    expect((await s.ask('/api/admin/segments/tres-calme', { method: 'DELETE', as: admin })).status).toBe(204);
    expect((await ask('segments/tres-calme')).status).toBe(404);
    expect((await change('tres-calme', { name: 'x' })).status).toBe(404);
    expect((await ask('segments')).json).toEqual({ segments: [] });
  });

  it('is changed by one at a time: of two at the same moment one is told', async () => {
    await save({ name: 'Race', rules: 'role:a' });
    const both = await Promise.all(['b', 'c'].map((role) => change('race', { rules: `role:${role}` })));
    const { versions } = (await ask('segments/race')).json;
    expect(versions.map(({ version }: { version: number }) => version)).toEqual(
      both.every(({ status }) => status === 200) ? [3, 2, 1] : [2, 1],
    );
    expect(both.map(({ status }) => status).filter((status) => status !== 409)).toContain(200);
    await change('race', { name: 'Gone' });
    await s.ask('/api/admin/segments/race', { method: 'DELETE', as: admin });
  });

  it.each([
    [{ name: 'x', rules: 'flew:3' }, { rules: expect.stringContaining('rule 1 is none (flew:3)') }],
    [{ name: 'x', rules: '' }, { rules: expect.stringContaining('takes rules as /explore/people does') }],
    [{ name: '日本', rules: 'role:a' }, { slug: expect.stringContaining('is needed beside a name') }],
    [{ name: 'x', slug: 'A b', rules: 'role:a' }, { slug: expect.stringContaining('small letters') }],
    [{ name: 'x', rules: 'role:a', timezone: 'Mars' }, { timezone: expect.stringContaining('IANA') }],
  ])('refuses %o', async (body, fields) => {
    const { status, json } = await save(body);
    expect([status, json.fields]).toEqual([400, fields]);
  });

  it('is nobody’s but an administrator’s to read', async () => {
    for (const path of ['segments', 'segments/x', 'explore/people'])
      expect([path, (await ask(path, {}, viewer)).status]).toEqual([path, 403]);
  });
});

describe('people by rules', () => {
  it('are as many as are listed, and as many as a file has', async () => {
    const wanted = idsOf('left', 'both');
    expect((await ask('explore/people/size', { rules: STOPPED })).json).toMatchObject({
      size: wanted.length,
      of: PEOPLE.length,
      meta: { filters: { rules: STOPPED }, start: '2026-06-20T00:00:00.000Z', interval: 'day' },
    });
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => ask('explore/people', { rules: STOPPED, page, pageSize: '4' })),
    );
    const ids = pages.flatMap(({ json }) => json.people.map(({ userId }: { userId: string }) => userId));
    expect(ids.sort()).toEqual(wanted);
    const { text, headers } = await ask('explore/people', { rules: STOPPED, format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ userId }) => userId).sort()).toEqual(wanted);
    expect(rows.find(({ userId }) => userId === 'left-0')).toEqual({
      userId: 'left-0',
      email: '',
      name: '',
      joinedAt: expect.any(String),
      lastActivityAt: new Date(NOW - 40 * DAY - 3_600_000).toISOString(),
      rule1: '1',
      rule2: '0',
    });
    expect(headers.get('x-total-rows')).toBe(String(wanted.length));
  });

  it('are told to a viewer as a size, and not of a few', async () => {
    const size = async (rules: string) => (await ask('explore/people/size', { rules }, viewer)).json.size;
    expect([await size(STOPPED), await size(`${STOPPED};did:session_shared:>=1:ever`)]).toEqual([10, null]);
    expect(await size('did::>=1:ever')).toBe(18);
  });
});

describe('a segment as a filter', () => {
  beforeAll(async () => {
    await save({ name: 'Slipping', rules: STOPPED });
  });

  it('is who its rules mean, in every report and file that has filters', async () => {
    const wanted = idsOf('left', 'both');
    const filter = { segment: 'slipping', period: '90days' };
    const usage = (await ask('usage-analytics', { ...filter, pageSize: '500' })).json;
    const ids = (people: readonly { userId: string }[]) => people.map(({ userId }) => userId).sort();
    expect(ids(usage.users)).toEqual(wanted);
    expect(usage.summary).toMatchObject({ activeUsers: 10, activities: 13 });
    expect(usage.meta.filters).toMatchObject({
      segment: 'slipping',
      segmentName: 'Slipping',
      segmentVersion: '1',
    });
    expect((await ask('usage-summary', filter)).json.summary.activities).toBe(13);
    const file = parse((await ask('users/export/csv', filter)).text, { columns: true });
    expect(ids(file as { userId: string }[])).toEqual(wanted);
    const log = (await ask('activities', { ...filter, pageSize: '100' })).json.activities;
    expect([log.length, [...new Set(ids(log))]]).toEqual([13, wanted]);
    const funnel = await ask('explore/funnel', { ...filter, steps: 'session_created;session_shared' });
    expect(funnel.json.steps.map(({ count }: { count: number }) => count)).toEqual([10, 3]);
    const retention = (await ask('explore/retention', { ...filter, interval: 'month' })).json;
    expect(retention.cohorts.reduce((sum: number, { size }: { size: number }) => sum + size, 0)).toBe(10);
    const one = (await ask('usage-analytics', { ...filter, search: 'both', pageSize: '500' })).json;
    expect(ids(one.users)).toEqual(idsOf('both'));
    expect((await ask('usage-analytics', { ...filter, userId: 'stays-1' })).json.users).toEqual([]);
  });

  it('is another as soon as it is changed, whatever was kept of answers', async () => {
    const summary = async () => {
      const { summary, meta } = (await ask('usage-summary', { segment: 'slipping', period: '90days' }, key))
        .json;
      return [summary.activeUsers, meta.filters.segmentVersion, meta.cached];
    };
    const before = await summary();
    expect(await summary()).toEqual([before[0], before[1], true]);
    await change('slipping', { rules: 'did:session_shared:>=1:ever' });
    expect(await summary()).toEqual([11, String(Number(before[1]) + 1), false]);
    await change('slipping', { rules: STOPPED });
  });

  it('is refused where there is none, and where nobody may be told of', async () => {
    const fields = async (path: string, query: Record<string, string>, as = admin) => {
      const { status, json } = await ask(path, query, as);
      return [status, json.fields];
    };
    expect(await fields('usage-summary', { segment: 'gone' })).toEqual([
      400,
      { segment: 'is unknown; takes slipping' },
    ]);
    const refused = [400, { segment: expect.stringContaining('is refused where nobody may be told of') }];
    const slipping = { segment: 'slipping' };
    expect(await fields('usage-summary', slipping, viewer)).toEqual(refused);
    expect(await fields('usage-summary', { ...slipping, anonymize: 'true' })).toEqual(refused);
    expect(await fields('usage-analytics', { ...slipping, anonymize: 'true' })).toEqual(refused);
    const steps = 'session_created;session_shared';
    expect(await fields('explore/funnel', { ...slipping, steps }, viewer)).toEqual(refused);
  });

  // The last one: it removes what the others are about.
  it('says which rule can no longer be told once the log is gone', async () => {
    await save({ name: 'Titled', rules: 'role:a|did:details.title=x:>=1:90days' });
    await retain(s.t.db, {
      catalogue,
      policy: { activity: { sessions: 20 }, auditLog: 'keep', deadLetters: 'keep' },
      now: NOW,
    });
    const { status, json } = await ask('usage-summary', { segment: 'titled' });
    expect([status, json.fields.segment]).toEqual([
      400,
      expect.stringMatching(
        /^titled can't be told: rule 2 needs details of single activities, and retention/,
      ),
    ]);
    const usage = await ask('usage-summary', { segment: 'slipping', period: '90days' });
    expect(usage.json.summary.activeUsers).toBe(10);
  });
});
