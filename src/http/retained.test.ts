import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { retain } from '../jobs/retention.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00.000Z');
const DAY = 86_400_000;
const ZONE = 'America/New_York';
const OTHER_ZONE = 'Asia/Tokyo';
/** Of sessions, captions and administration goes what is older than 90 days of the zone. */
const REMOVED = ['sessions', 'smart_captions', 'admin', 'account'];
const EARLIEST = '2026-03-22T04:00:00.000Z';

let s: TestServer;
let admin: string;

/** On two removed days, of which nothing else with that theme was removed: by an internal account, and by one that is not. */
const [STAFFS_AT, OUTSIDERS_AT] = ['2026-02-03T17:00:00.000Z', '2026-02-05T17:00:00.000Z'];
const rare = (userId: string, instant: string) =>
  ({
    userId,
    action: 'smart_caption_generated',
    details: { theme: 'Rare' },
    createdAt: Date.parse(instant),
  }) as const;
const ofStaff = rare('sue', STAFFS_AT);

/** What was written, before anything went. */
const many = Array.from({ length: 300 }, (_, i) => {
  const [action, details] = (
    [
      ['session_created', { title: ['One', 'Two'][i % 2], subreddits: ['a', i % 2 ? 'b' : 'c'] }],
      ['smart_caption_generated', { theme: ['JOI', 'Beta'][i % 2], layout: 'side-by-side' }],
      ['media_uploaded', { mediaType: ['image', 'video'][i % 2], title: 'One' }],
      ['user_updated', { targetUserId: `user-${i % 9}` }],
      ['babecock_created', { theme: 'JOI', layout: 'top-bottom' }],
    ] as const
  )[i % 5]!;
  const createdAt = NOW - 3_600_000 - i * 0.9 * DAY;
  return { userId: `user-${i % 7}`, action, details, createdAt };
});

/** Noon of removed days, of which none of these was removed. */
const quiet = Array.from({ length: 60 }, (_, i) => Date.parse('2026-02-20T17:00:00Z') - i * DAY).filter(
  (noon) =>
    many.every(
      ({ action, createdAt }) => /^(media|babecock)/.test(action) || Math.abs(createdAt - noon) > DAY / 2,
    ) && ![STAFFS_AT, OUTSIDERS_AT].includes(new Date(noon).toISOString()),
);
/** On one of them somebody called the API, on the other staff managed somebody. */
const [SIGNAL_AT, MANAGED_AT] = quiet as [number, number];

/** All that counts of it. */
const history = [
  ...many,
  rare('user-1', OUTSIDERS_AT),
  {
    userId: 'sue',
    action: 'user_updated',
    details: { targetUserId: 'user-1' },
    createdAt: MANAGED_AT,
  } as const,
];

/** In the middle of a day of which a session was removed. */
const REMOVED_AT = new Date(
  history.find((row) => row.action === 'session_created' && row.createdAt < Date.parse(EARLIEST) - 9 * DAY)!
    .createdAt,
).toISOString();

beforeAll(async () => {
  let now = SIGNAL_AT;
  const t = await testDatabase({ now: () => now, timezone: ZONE });
  t.ingest.signals.apiCall('user-2');
  await t.ingest.signals.flush();
  now = NOW;
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  await s.analytics.identifyAll([{ userId: 'sue', internal: true }]);
  await t.ingest.writeHistory([...history, ofStaff].map(anActivity), 'test');
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  const activity = Object.fromEntries(REMOVED.map((feature) => [feature, 90]));
  await retain(t.db, { catalogue, policy: { activity, auditLog: 'keep', deadLetters: 'keep' }, now: NOW });
  const { rows } = await t.db.pool.query(`select count(*) as n from ${t.db.s}.user_activity_logs`);
  expect(Number(rows[0].n)).toBeLessThan(history.length - 50);
});
afterAll(() => s.close());

const ask = (path: string, query: Record<string, string>) =>
  s.ask(`/api/admin/${path}?${new URLSearchParams(query)}`, { as: admin });

async function answer(path: string, query: Record<string, string>) {
  const answered = await ask(path, query);
  expect([answered.status, answered.status === 200 ? '' : answered.text]).toEqual([200, '']);
  return answered.json;
}

type Row = (typeof history)[number];
const counted = (start: string, end: string, is: (row: Row) => boolean) =>
  history.filter((row) => row.createdAt >= Date.parse(start) && row.createdAt < Date.parse(end) && is(row))
    .length;
const saysOne = (row: Row) => 'title' in row.details && row.details.title === 'One';

const dateOf = (instant = '') => instant.slice(0, 10);
const earliestIn = (sentence: string) =>
  Date.parse(/the earliest instant that can be served is ([\w:.-]+Z)/.exec(sentence)?.[1] ?? '');

describe('a question above what was removed', () => {
  it('refuses people by a change against what is gone, and says from when on it can be told', async () => {
    for (const [name, more] of [
      ['people[activities]', { 'people[activities]': 'fell' }],
      ['sortAs', { sortAs: 'change' }],
    ] as const)
      for (const path of ['usage-analytics', 'users/export/csv']) {
        const { status, json } = await ask(path, { period: '60days', timezone: OTHER_ZONE, ...more });
        expect([status, Object.keys(json.fields)]).toEqual([400, [name]]);
        expect(json.fields[name]).toMatch(/^compares with the time before\. The comparison /);
        expect(earliestIn(json.fields[name])).toBe(Date.parse(EARLIEST));
      }
    const { users, meta } = await answer('usage-analytics', {
      period: '30days',
      'people[activities]': '>=1',
    });
    expect(users.length).toBe(meta.totalRows);
  });

  it('is answered under a filter by a detail, without what needs all time', async () => {
    const { summary, meta, users } = await answer('usage-analytics', {
      period: '60days',
      'filter[details.title]': 'One',
    });
    const n = counted(meta.start, meta.end, saysOne);
    expect(n).toBeGreaterThan(10);
    expect(summary.activities).toBe(n);
    expect(users.reduce((sum: number, row: { activities: number }) => sum + row.activities, 0)).toBe(n);
    // Sessions were removed, media were not: each number for itself.
    const uploads = counted('2020-01-01', meta.end, (row) => saysOne(row) && row.action === 'media_uploaded');
    expect([summary.totalSessions, summary.totalMedia]).toEqual([null, uploads]);
    expect(earliestIn(meta.missing.totalSessions)).toBeLessThanOrEqual(Date.parse(EARLIEST));
    // The comparison begins 120 days ago.
    expect([meta.comparison, summary.trends]).toEqual([null, null]);
    expect(meta.missing.comparison).toMatch(/^The comparison compares a detail of single activities/);
    expect(Object.keys(meta.missing).sort()).toEqual(['comparison', 'totalSessions']);
    expect(meta.source).toBe('log');
  });

  it('is answered of a feature that nothing was removed of, for all time', async () => {
    const { summary, meta } = await answer('usage-analytics', {
      period: '365days',
      feature: 'media_gallery',
      'filter[details.title]': 'One',
    });
    expect(summary.activities).toBe(
      counted(meta.start, meta.end, (row) => row.action === 'media_uploaded' && saysOne(row)),
    );
    expect(summary.activities).toBeGreaterThan(50);
    expect(meta.missing).toBeUndefined();
    expect(meta.comparison).not.toBeNull();
  });

  it.each([{ groupBy: 'theme,layout' }, { groupBy: 'theme' }, { groupBy: 'feature,day' }])(
    'is answered by $groupBy over any days',
    async (query) => {
      for (const period of ['30days', '365days', 'year', 'all']) {
        const { groups, meta } = await answer('usage-analytics', { period, ...query });
        const sum = groups.reduce((n: number, { count }: { count: number }) => n + count, 0);
        const has = ({ action }: Row) =>
          query.groupBy === 'feature,day' ||
          (action === 'smart_caption_generated' && query.groupBy === 'theme');
        expect(sum).toBe(counted(meta.start, meta.end, has));
      }
    },
  );

  it('is answered where its comparison cuts a day', async () => {
    for (const path of ['analytics', 'usage-summary', 'usage-analytics', 'referrals/stats']) {
      const { meta, trends, comparisonSeries, summary } = await answer(path, { period: 'year' });
      expect([path, meta.comparison !== null]).toEqual([path, true]);
      const cut = await answer(path, {
        startDate: '2026-04-15T00:00:00Z',
        endDate: '2026-05-18T00:00:00Z',
        timezone: 'UTC',
      });
      expect([path, cut.meta.comparison]).toEqual([path, null]);
      expect(cut.meta.missing.comparison).toMatch(/^The comparison cuts a day/);
      expect(trends ?? summary.trends).not.toBeNull();
      expect(cut.trends ?? cut.summary?.trends ?? null).toBeNull();
      if (comparisonSeries) expect(cut.comparisonSeries).toEqual([]);
    }
  });

  it('is answered by hours, in any zone, and for one user', async () => {
    const hours = await answer('analytics', { period: '7days', interval: 'hour', timezone: OTHER_ZONE });
    const sum = (points: { activities: number }[]) => points.reduce((n, point) => n + point.activities, 0);
    expect(sum(hours.series)).toBe(counted(hours.meta.start, hours.meta.end, () => true));
    const user = await answer('users/user-1/usage', { period: '30days', timezone: OTHER_ZONE });
    const theirs = ({ userId }: Row) => userId === 'user-1';
    expect(sum(user.days)).toBe(counted(user.meta.start, user.meta.end, theirs));
    expect(user.meta.missing).toBeUndefined();
  });

  it('is answered where a bound or the comparison cuts a day of which only staff did what counts for nobody', async () => {
    const theirs = { startDate: STAFFS_AT, endDate: '2026-02-10', theme: 'rare' };
    const { summary } = await answer('usage-summary', theirs);
    expect(summary.activities).toBe(1);
    const compared = { startDate: '2026-02-10T17:00:00Z', endDate: '2026-02-17T17:00:00Z', theme: 'rare' };
    const { meta, summary: later } = await answer('usage-analytics', compared);
    expect([meta.comparison?.start, later.trends?.activities.previous]).toEqual([STAFFS_AT, 1]);
    // What counts is still needed, whoever did it.
    for (const query of [
      { ...theirs, excludeInternal: 'false' },
      { ...theirs, startDate: OUTSIDERS_AT },
    ] as Record<string, string>[]) {
      const refused = await ask('usage-summary', query);
      expect([refused.status, Object.keys(refused.json.fields ?? {})]).toEqual([400, ['startDate']]);
    }
  });

  it.each([
    ['a call of the API', SIGNAL_AT, ['analytics', 'referrals/stats'], 'usage-summary'],
    ['what staff managed', MANAGED_AT, ['referrals/stats'], 'analytics'],
  ])(
    "is answered where it doesn't count what was removed of a cut day: %s",
    async (_, noon, paths, other) => {
      const cut = new Date(noon).toISOString();
      const range = { startDate: cut, endDate: '2026-05-20T17:00:00Z' };
      const length = Date.parse(range.endDate) - noon;
      const next = { ...range, startDate: range.endDate, endDate: new Date(noon + 2 * length).toISOString() };
      for (const path of paths) {
        await answer(path, range);
        const { meta, trends } = await answer(path, next);
        expect([path, dateOf(meta.comparison?.start), trends === null]).toEqual([path, dateOf(cut), false]);
      }
      await answer('referrals/recent', { ...range, referees: 'active' });
      const refused = await ask(other, range);
      expect([refused.status, Object.keys(refused.json.fields ?? {})]).toEqual([400, ['startDate']]);
      expect((await answer(other, next)).meta.comparison).toBeNull();
    },
  );

  it('tells whole days of what was removed, days where no interval was asked for', async () => {
    const day = { startDate: '2026-03-02', endDate: '2026-03-03' };
    const { series, meta } = await answer('analytics', day);
    expect(meta.interval).toBe('day');
    expect(series.map((point: { activities: number }) => point.activities)).toEqual(
      series.map(({ start, end }: { start: string; end: string }) => counted(start, end, () => true)),
    );
    expect((await answer('analytics', { ...day, interval: 'day' })).series).toEqual(series);
  });
});

describe('groups by a detail', () => {
  it('are told where the log is whole, and compared where that can be', async () => {
    const { groups, meta } = await answer('usage-analytics', { period: '60days', groupBy: 'title' });
    const n = (title: string) =>
      counted(meta.start, meta.end, ({ details }) => 'title' in details && details.title === title);
    const told = groups.map(({ label, count, previous }: Record<string, unknown>) => [
      label,
      count,
      previous,
    ]);
    expect(told).toEqual([
      ['One', n('One'), null],
      ['Two', n('Two'), null],
    ]);
    expect(meta.missing.groups).toMatch(
      /^The groups' comparison tells activities apart by a detail of theirs/,
    );
    // The rest of the report is compared as ever.
    expect(meta.comparison).not.toBeNull();
    const media = { period: '120days', groupBy: 'title', feature: 'media_gallery' };
    expect((await answer('usage-analytics', media)).groups[0].previous).toBeGreaterThan(10);
  });
});

describe('the page of a user', () => {
  it('begins where another zone’s days can be told, unless a range was asked for', async () => {
    const own = await answer('users/user-1/usage', {});
    const other = await answer('users/user-1/usage', { timezone: OTHER_ZONE });
    const sum = (points: { activities: number }[]) => points.reduce((n, point) => n + point.activities, 0);
    const theirs = ({ userId }: Row) => userId === 'user-1';
    expect(sum(own.days)).toBe(counted(own.meta.start, own.meta.end, theirs));
    expect(own.usageStats).toEqual(other.usageStats);
    expect(Date.parse(other.meta.start)).toBeLessThanOrEqual(Date.parse(EARLIEST));
    expect(sum(other.days)).toBe(counted(other.meta.start, other.meta.end, theirs));
    expect(other.meta.missing.days).toContain('of another zone');
    // A timeline ends where the log does.
    expect(own.meta.missing.recentActivity).toContain('single activities');
  });
});

describe('what a file and a list hold', () => {
  it('is everything of a range that is there', async () => {
    const csv = await ask('users/export/csv', { period: 'year', feature: 'admin', format: 'ndjson' });
    expect(csv.status).toBe(200);
    const lines = csv.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const sum = lines.reduce((n, line) => n + line.activities, 0);
    expect(sum).toBe(
      counted('2026-01-01T05:00:00Z', '2027-01-01', ({ action }) => action === 'user_updated'),
    );
    const list = await answer('activities', { period: 'year', feature: 'media_gallery', pageSize: '500' });
    expect(list.activities).toHaveLength(
      counted('2026-01-01T05:00:00Z', '2027-01-01', ({ action }) => action === 'media_uploaded'),
    );
    for (const timezone of [ZONE, OTHER_ZONE]) {
      const some = await answer('activities', { period: '60days', timezone, pageSize: '500' });
      expect(some.activities).toHaveLength(counted(some.meta.start, some.meta.end, () => true));
      expect(some.meta.totalRows).toBe(some.activities.length);
    }
  });
});

describe('distinct values', () => {
  it('are told of what the log holds whole, under every filter, and null beyond', async () => {
    const managed = async (query: Record<string, string>) => {
      const { summary, meta } = await answer('usage-summary', query);
      return [summary.admin.usersManaged, meta.missing?.usersManaged];
    };
    const [n, why] = await managed({ period: '60days' });
    expect([n, why]).toEqual([9, undefined]);
    const [open, reason] = await managed({ period: '120days' });
    expect(open).toBeNull();
    expect(earliestIn(reason)).toBeLessThanOrEqual(Date.parse(EARLIEST));
    // Nothing of it is asked about.
    expect(await managed({ period: '120days', feature: 'media_gallery' })).toEqual([0, undefined]);
  });
});

describe('a question about what was removed', () => {
  const refused: [path: string, query: Record<string, string>, parameter: string][] = [
    ['usage-analytics', { period: '120days', 'filter[details.title]': 'One' }, 'filter[details.title]'],
    ['usage-analytics', { period: '120days', groupBy: 'title' }, 'groupBy'],
    ['usage-analytics', { period: '120days', groupBy: 'title', format: 'csv' }, 'groupBy'],
    ['usage-analytics', { period: 'all', 'filter[details.theme]': 'JOI' }, 'filter[details.theme]'],
    ['usage-summary', { period: '120days', timezone: OTHER_ZONE }, 'timezone'],
    ['analytics', { period: '120days', timezone: OTHER_ZONE }, 'timezone'],
    ['analytics', { startDate: '2026-03-02', endDate: '2026-03-03', interval: 'hour' }, 'interval'],
    ['analytics', { startDate: REMOVED_AT, endDate: '2026-06-03' }, 'startDate'],
    ['analytics', { startDate: '2026-02-01', endDate: REMOVED_AT }, 'endDate'],
    ['analytics', { period: '2400h' }, 'period'],
    ['usage-analytics', { period: '120days', timezone: OTHER_ZONE, groupBy: 'day' }, 'timezone'],
    ['usage-analytics', { period: '120days', timezone: OTHER_ZONE, format: 'csv' }, 'timezone'],
    ['users/export/csv', { period: '120days', 'filter[details.title]': 'One' }, 'filter[details.title]'],
    ['users/export/csv', { period: '120days', timezone: OTHER_ZONE }, 'timezone'],
    ['users/user-1/usage', { period: '120days', timezone: OTHER_ZONE }, 'timezone'],
    ['activities', { period: '120days' }, 'period'],
    ['activities', { startDate: '2026-03-01', endDate: '2026-03-20', format: 'csv' }, 'startDate'],
    ['referrals/stats', { period: '120days', timezone: OTHER_ZONE }, 'timezone'],
  ];

  it.each(refused)(
    '%s %o names %s, and the earliest instant that can be served',
    async (path, query, name) => {
      const { status, json } = await ask(path, query);
      expect([status, Object.keys(json?.fields ?? {})]).toEqual([400, [name]]);
      const earliest = earliestIn(json.fields[name]);
      expect(earliest).toBeLessThanOrEqual(Date.parse(EARLIEST));
      // From then on it is served, and a day before it is not.
      const { period: _, ...rest } = query;
      const from = (ms: number) => ({
        ...rest,
        startDate: new Date(ms).toISOString(),
        endDate: new Date(earliest + 30 * DAY).toISOString(),
      });
      expect((await ask(path, from(earliest))).status).toBe(200);
      expect((await ask(path, from(earliest - 12 * 3_600_000))).status).toBe(400);
    },
  );
});
