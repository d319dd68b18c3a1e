import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { PERIODS } from '../contract/query.ts';

// A Friday; in New York the clock went from 2:00 to 3:00 on the 8th.
const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const DAY = 86_400_000;

let s: TestServer;
let admin: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW }, await testDatabase({ now: () => NOW }));
  admin = await s.key('admin');
  const days = ['2004-03-20', '2004-05-05', '2015-07-07', '2022-03-21', '2026-03-12', '2026-03-19'];
  const inputs = days.flatMap((day) =>
    ['session_created', 'media_uploaded', 'media_uploaded'].map((action, i) =>
      anActivity({ userId: 'ann', action, createdAt: Date.parse(`${day}T10:00:00Z`) + i }),
    ),
  );
  expect((await s.t.ingest.writeHistory(inputs, 'test')).map(({ outcome }) => outcome)).toEqual(
    inputs.map(() => 'committed'),
  );
});
afterAll(() => s.close());

const ask = (path: string) => s.ask(`/api/admin${path}`, { as: admin });
const answer = async (path: string) => {
  const { status, json } = await ask(path);
  expect(status, JSON.stringify(json)).toBe(200);
  return json;
};

/** Whatever takes a range. */
const RANGED = [
  '/analytics?',
  '/usage-analytics?groupBy=feature,day',
  '/usage-analytics?groupBy=day',
  '/usage-analytics?anonymize=true&groupBy=day',
  '/usage-analytics?include=inactive&groupBy=user',
  '/usage-analytics?joined=range',
  '/usage-summary?',
  '/users/ann/usage?',
  '/users/export/csv?',
  '/activities?',
  '/activities?format=csv',
  '/credit-transactions?',
  '/referrals/stats?',
  '/referrals/recent?',
  '/referrals/recent?referees=active',
  '/community/stats?',
  '/community/shares?',
  '/community/likes?',
  '/annotations?',
];

describe('a range that can not be', () => {
  const NY = 'timezone=America/New_York';
  it.each([
    ['startDate=2026-03-02&endDate=2026-03-01', 'endDate', 'lies before startDate; exchange the two'],
    ['startDate=2026-03-02&endDate=2026-02-01', 'endDate', 'lies before startDate; exchange the two'],
    ['startDate=2026-03-02&endDate=2026-03-01T23:00', 'endDate', 'lies before startDate; exchange the two'],
    ['startDate=2026-03-02T10:00&endDate=2026-03-01', 'endDate', 'lies before startDate; exchange the two'],
    [
      'startDate=2026-03-02T10:00:00Z&endDate=2026-03-02T11:00:00%2B02:00',
      'endDate',
      'lies before startDate; exchange the two',
    ],
    [
      'startDate=2026-03-02T10:00&endDate=2026-03-02T10:00:00Z',
      'endDate',
      'is the instant that startDate begins with, so the range is empty; take a later one, or a date, which includes its day',
    ],
    [
      'startDate=2026-03-02&endDate=2026-03-02T00:00',
      'endDate',
      'is the instant that startDate begins with, so the range is empty; take a later one, or a date, which includes its day',
    ],
    [
      'startDate=2026-03-21',
      'startDate',
      'lies in the future, and without endDate a range ends today; give an endDate after it',
    ],
    ['endDate=2026-03-01', 'startDate', 'is needed beside endDate, such as 2026-03-01'],
    [
      'startDate=2026-03-01&period=7days',
      'period',
      'stands in place of startDate and endDate; give either it or them',
    ],
    [
      'endDate=2026-03-01&period=all',
      'period',
      'stands in place of startDate and endDate; give either it or them',
    ],
    [
      'startDate=2026-02-30',
      'startDate',
      'takes a date (2026-03-15) or an instant (2026-03-15T14:30:00Z); there is no 2026-02-30',
    ],
    [
      'startDate=2026-03-01&endDate=2026-03-01T24:30:00Z',
      'endDate',
      'takes a date (2026-03-15) or an instant (2026-03-15T14:30:00Z); there is no 2026-03-01T24:30:00Z',
    ],
    ['startDate=1.3.2026', 'startDate', 'takes a date (2026-03-15) or an instant (2026-03-15T14:30:00Z)'],
    ['startDate=0000-01-01', 'startDate', 'takes a year from 1900 to 2099'],
    ['startDate=2026-01-01&endDate=9999-12-31', 'endDate', 'takes a year from 1900 to 2099'],
    [
      `startDate=2026-03-08T02:30&${NY}`,
      'startDate',
      'is skipped by the clock of America/New_York, which shows 03:30 then; take that, or give an offset',
    ],
    ['timezone=Mars/Olympus', 'timezone', 'takes an IANA time zone, such as Europe/Berlin or UTC'],
    ['period=fortnight', 'period', PERIODS],
    ['period=0days', 'period', PERIODS],
    ['period=12345h', 'period', PERIODS],
    [
      'startDate=2004-03-20&interval=hour',
      'interval',
      'hour gives 192,864 points for this range, and 10,000 is the most; take day, week, month or auto, or a shorter range',
    ],
    [
      'startDate=1950-01-01&interval=day',
      'interval',
      'day gives 27,838 points for this range, and 10,000 is the most; take week, month or auto, or a shorter range',
    ],
    [
      'startDate=1900-01-01&endDate=2099-12-31&interval=week',
      'interval',
      'week gives 10,436 points for this range, and 10,000 is the most; take month or auto, or a shorter range',
    ],
    [
      'startDate=1900-01-01&endDate=2099-12-31&interval=hour',
      'interval',
      'hour gives 1,753,176 points for this range, and 10,000 is the most; take month or auto, or a shorter range',
    ],
  ])('%s', async (query, field, why) => {
    const { status, json } = await ask(`/analytics?${query}`);
    expect([status, json.fields]).toEqual([400, { [field]: why }]);
  });

  it('is refused alike wherever a range is taken', async () => {
    for (const path of RANGED) {
      const { status, json } = await ask(`${path}&startDate=2026-03-02&endDate=2026-03-01`);
      expect([path, status, json.fields]).toEqual([
        path,
        400,
        { endDate: 'lies before startDate; exchange the two' },
      ]);
    }
  });

  it('is told of in the words that the caller has for it', async () => {
    const refused = async (range: string) => (await ask(`/analytics?${range}`)).json.fields;
    expect(await refused('from=2026-03-05&to=2026-03-01')).toEqual({
      to: 'lies before from; exchange the two',
    });
    expect(await refused('to=2026-03-01')).toEqual({ from: 'is needed beside to, such as 2026-03-01' });
    expect(await refused('startDate=2026-03-05&to=2026-03-01')).toEqual({
      to: 'lies before startDate; exchange the two',
    });
    expect(await refused('startDate=2026-03-05&endDate=2026-03-01')).toEqual({
      endDate: 'lies before startDate; exchange the two',
    });
  });

  it('is none where the clock shows a time twice: the first of them is meant', async () => {
    const { meta } = await answer(
      '/analytics?startDate=2025-11-02T01:30&endDate=2025-11-03&timezone=America/New_York',
    );
    expect(meta.start).toBe('2025-11-02T05:30:00.000Z');
  });
});

describe('an interval', () => {
  it('fits every range by itself', async () => {
    for (const [range, interval, points] of [
      ['startDate=2022-03-21', 'month', 49],
      ['startDate=2004-03-20', 'month', 265],
      ['period=all', 'month', 265],
      ['startDate=1900-01-01&endDate=2099-12-31', 'month', 2_400],
    ] as const) {
      const { series, meta } = await answer(`/analytics?${range}&compare=none`);
      expect([range, meta.interval, series.length]).toEqual([range, interval, points]);
      expect([series[0].start, series.at(-1).end]).toEqual([meta.start, meta.end]);
    }
  });

  it('is answered up to 10,000 points, compared too', async () => {
    const { series, comparisonSeries, captionGenerations, mediaUploads } = await answer(
      '/analytics?startDate=2004-03-20&interval=day&compare=previous_year',
    );
    expect([series.length, comparisonSeries.length]).toEqual([8_036, 8_036]);
    const uploads = series.map((point: { mediaUploads: number }) => point.mediaUploads);
    expect(uploads.reduce((sum: number, n: number) => sum + n, 0)).toBe(mediaUploads);
    expect([mediaUploads, captionGenerations, uploads[0]]).toEqual([12, 0, 2]);
    expect((await answer('/analytics?period=9999h&interval=hour&compare=none')).series).toHaveLength(9_999);
  });

  it.each(['startDate=2022-03-20', 'startDate=2004-03-20', 'period=all', 'startDate=1900-01-01'])(
    "doesn't keep groups by day from being answered: %s",
    async (range) => {
      const days = range.includes('2022') ? 3 : 6;
      for (const by of ['day', 'day,feature', 'action,day', 'day,user']) {
        const { groups, groupSeries, groupBuckets, totalGroups, meta } = await answer(
          `/usage-analytics?${range}&groupBy=${by}&excludeInternal=false`,
        );
        expect([range, by, totalGroups]).toEqual([
          range,
          by,
          by === 'day' || by === 'day,user' ? days : days * 2,
        ]);
        expect(groups.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(days * 3);
        expect([meta.interval, groupSeries[0].counts.length]).toEqual(['month', groupBuckets.length]);
      }
      const listed = (await answer(`/users/ann/usage?${range}`)).days;
      expect(listed).toHaveLength(days);
      const file = await ask(`/users/export/csv?${range}&columns=userId,activeDays`);
      expect(file.text).toContain(`ann,${days}`);
    },
  );
});

describe('a range in the future', () => {
  it.each(RANGED)('%s has nothing, and compares with what was before', async (path) => {
    const range = 'startDate=2026-04-01&endDate=2026-04-30';
    const { status, json } = await ask(`${path}&${range}`);
    expect(status, JSON.stringify(json)).toBe(200);
    if (!json?.meta) return;
    expect([json.meta.start, json.meta.end]).toEqual([
      '2026-04-01T00:00:00.000Z',
      '2026-05-01T00:00:00.000Z',
    ]);
    const { activeUsers, trends } = json.summary ?? json;
    if (activeUsers !== undefined) expect(activeUsers || 0).toBe(0);
    // March holds the last six activities.
    if (path.startsWith('/usage-summary'))
      expect(trends.activities).toMatchObject({ current: 0, previous: 6, change: -6 });
    if (path === '/analytics?') {
      expect(trends.mediaUploads).toMatchObject({ current: 0, previous: 4 });
      expect(json.series).toHaveLength(30);
    }
  });
});

describe('compare=custom', () => {
  const before = 'startDate=2026-03-13&endDate=2026-03-19&compare=custom&compareStartDate=2026-03-05';

  it.each([
    '/analytics?',
    '/usage-analytics?groupBy=action',
    '/usage-summary?',
    '/referrals/stats?',
    '/community/stats?',
  ])('%s is compared with as many days from there on', async (path) => {
    const { meta, groups } = await answer(`${path}&${before}`);
    expect(meta.comparison).toEqual({ start: '2026-03-05T00:00:00.000Z', end: '2026-03-12T00:00:00.000Z' });
    // Three were done on the 19th, and the other three of the month on the 12th: in neither.
    for (const group of groups ?? []) expect(group).toMatchObject({ previous: 0 });
  });

  it('has the numbers of that range', async () => {
    const { trends } = (await answer(`/usage-summary?${before.replace('-05', '-06')}`)).summary;
    expect(trends.activities).toMatchObject({ current: 3, previous: 3 });
    // What is kept for one start is not told for another.
    expect((await answer(`/usage-summary?${before}`)).summary.trends.activities).toMatchObject({
      previous: 0,
    });
  });

  it('is let go where the report is of nobody', async () => {
    const { meta } = await answer(`/usage-summary?${before}&anonymize=true`);
    expect(meta.comparison).toBeNull();
  });
});

describe('align=weekday', () => {
  it.each([
    // Saturday to Monday, against Saturday to Monday and not Wednesday to Friday.
    ['startDate=2026-03-14&endDate=2026-03-16', '2026-03-07', 3],
    ['startDate=2026-03-14&endDate=2026-03-16&compare=previous_year', '2025-03-15', 3],
    ['period=30days', '2026-01-15', 30],
    ['period=14d', '2026-02-21', 14],
  ])('%s', async (query, first, days) => {
    const start = Date.parse(`${first}T00:00:00Z`);
    for (const path of [
      '/analytics',
      '/usage-analytics',
      '/usage-summary',
      '/referrals/stats',
      '/community/stats',
    ]) {
      const { meta } = await answer(`${path}?${query}&align=weekday`);
      expect([path, meta.align, meta.comparison]).toEqual([
        path,
        'weekday',
        {
          start: new Date(start).toISOString(),
          end: new Date(start + days * DAY).toISOString(),
        },
      ]);
      expect(new Date(meta.start).getUTCDay()).toBe(new Date(start).getUTCDay());
    }
  });

  it('is none unless asked for', async () => {
    const query = '/usage-summary?startDate=2026-03-14&endDate=2026-03-16';
    for (const align of ['', '&align=none']) {
      const { meta } = await answer(query + align);
      expect([meta.align, meta.comparison.start]).toEqual(['none', '2026-03-11T00:00:00.000Z']);
    }
    const { status, json } = await ask(`${query}&align=week`);
    expect([status, Object.keys(json.fields)]).toEqual([400, ['align']]);
  });

  it('compares numbers with those of the shifted range', async () => {
    const day = 'startDate=2026-03-19&endDate=2026-03-19';
    const trend = async (align: string) =>
      (await answer(`/usage-summary?${day}&align=${align}`)).summary.trends.activities;
    expect(await trend('none')).toMatchObject({ current: 3, previous: 0 });
    expect(await trend('weekday')).toMatchObject({ current: 3, previous: 3 });
  });
});
