import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { reports } from '../../test/support/reports.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import type { Trend } from '../contract/index.ts';
import { buildBlocks } from '../store/build.ts';
import type { ReportContext } from './context.ts';
import { NotFound } from './errors.ts';
import { accounts, core, type Expected, metricsOf, summaryOf, usersOf } from './testing/expected.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from './testing/history.ts';
import { filters, groupings } from './testing/questions.ts';
import {
  countersIn,
  detailOf,
  distinct,
  featureOf,
  ofLines,
  ofPeople,
  type Question,
  type Raw,
  ranked,
  readRaw,
  tallyBy,
} from './testing/recount.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(['UTC', 'America/New_York'])('reports over days of %s', (zone) => {
  let t: TestDatabase;
  let raw: Raw;
  let ctx: ReportContext;

  beforeAll(async () => {
    let clock = NOW;
    t = await testDatabase({ timezone: zone, now: () => clock });
    ctx = { db: t.db, catalogue: defaultCatalogue, zone, currency: 'USD', now: NOW, sample: false };
    const { pool, s } = t.db;
    await pool.query(
      `insert into ${s}.users (id, internal, email, name, identified, created_at, deleted_at)
       select id, id = any($2), id || '@example.com', upper(id), true, $3::timestamptz + n * interval '31 hours',
         case when n % 9 = 4 then $3::timestamptz + interval '55 days' end
       from unnest($1::text[]) with ordinality as i(id, n) where n % 4 <> 0`,
      [USERS, INTERNAL, new Date(NOW - 70 * DAY)],
    );
    await pool.query(
      `insert into ${s}.credit_transactions (id, user_id, kind, amount, currency, created_at)
       select 'c' || n, 'user-' || n % 40, (array['purchase', 'subscription', 'referral_reward'])[1 + n % 3],
         n * 7 - 100, case when n % 5 = 0 then 'EUR' else 'USD' end, $1::timestamptz - n * interval '5 hours 11 minutes'
       from generate_series(1, 200) n`,
      [new Date(NOW)],
    );
    const random = seeded(20_260_320);
    for (let i = 0; i < 300; i++) {
      clock = NOW - random() * 50 * DAY;
      const user = pick(random, USERS);
      if (random() < 0.5) t.ingest.signals.apiCall(user);
      else t.ingest.signals.present(user);
    }
    clock = NOW;
    await t.ingest.signals.flush();
    const all = randomHistory(random, 3_200, NOW - 50 * DAY, NOW);
    const inFebruary = all.filter(({ createdAt }) => {
      const at = Number(createdAt);
      return at > Date.UTC(2026, 1, 10) && at < Date.UTC(2026, 1, 20);
    });
    const late = inFebruary.slice(0, 10);
    const history = all.filter((each) => !late.includes(each));
    await t.ingest.writeHistory(history.slice(0, 1_500), 'test');
    await buildBlocks(t.db, defaultCatalogue, { now: NOW - 12 * DAY, force: true });
    for (let i = 1_500; i < history.length; i += 130)
      await t.ingest.writeHistory(history.slice(i, i + 130), 'test');
    // What those outdated is built again; then a last few come late and take a whole month away.
    await buildBlocks(t.db, defaultCatalogue, { now: NOW - 12 * DAY, force: true });
    await t.ingest.writeHistory(late, 'test');
    raw = await readRaw(t.db);
  });
  afterAll(() => t?.drop());

  it('holds time with blocks, time without, and late ones', async () => {
    const { rows } = await t.db.pool.query(
      `select count(*) as blocks, sum(activities) as n, max(end_at) as until from ${t.db.s}.chronicle_blocks`,
    );
    expect(raw.log).toHaveLength(3_200);
    expect(rows[0].blocks).toBeGreaterThan(1);
    expect(rows[0].n).toBeGreaterThan(200);
    expect(rows[0].n).toBeLessThan(3_000);
    expect(rows[0].until.getTime()).toBeLessThan(NOW - 5 * DAY);
  });

  const zones = [zone, zone, 'UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe'];

  function randomRange(random: () => number) {
    const a = NOW - random() * 55 * DAY;
    const b = a + random() ** 2 * 40 * DAY + 60_000;
    const instant = (ms: number, unit: number) => new Date(Math.floor(ms / unit) * unit).toISOString();
    const unit = pick(random, [1, 1_000, 60_000, 900_000, HOUR]);
    return pick(random, [
      {
        period: pick(random, [
          '30days',
          '7d',
          'today',
          'yesterday',
          'week',
          'month',
          'year',
          'all',
          '24h',
          '3h',
        ]),
      },
      { startDate: instant(a, 1).slice(0, 10), endDate: instant(b, 1).slice(0, 10) },
      { startDate: instant(a, unit), endDate: instant(b + unit, unit) },
    ]);
  }

  const cases = filters.flatMap((filter, i) => [0, 1, 2].map((j) => ({ filter, seed: i * 10 + j })));

  it.each(cases)('counts $filter as the log does ($seed)', async ({ filter, seed }) => {
    const random = seeded(seed);
    const { mood, ...plain } = filter;
    const excludeInternal = random() < 0.7;
    const sortBy = pick(random, [
      'totalActivity',
      'activities',
      'lastActivityAt',
      'captionThemeJoi',
      'babecockLayoutsSideBySide',
      'apiCallsTotal',
      'pagesViewed',
    ]);
    const sortOrder = pick(random, ['asc', 'desc'] as const);
    const query = {
      ...randomRange(random),
      ...plain,
      ...(mood && { details: { mood } }),
      timezone: pick(random, zones),
      compare: pick(random, ['previous_period', 'previous_year'] as const),
      excludeInternal,
      sortBy,
      sortOrder,
    };
    const answer = await reports.usageAnalytics(ctx, { ...query, pageSize: 500 } as never);
    const question = (start: string, end: string): Question => ({
      ...filter,
      excludeInternal,
      start: Date.parse(start),
      end: Date.parse(end),
    });
    const q = question(answer.meta.start, answer.meta.end);
    const before =
      answer.meta.comparison && question(answer.meta.comparison.start, answer.meta.comparison.end);

    const expected = usersOf(raw, q);
    const key = (u: Expected) =>
      sortBy === 'lastActivityAt' ? u.last : sortBy in u.row ? Number(u.row[sortBy]) : 0;
    const sign = sortOrder === 'desc' ? -1 : 1;
    expected.sort((x, y) => sign * (key(x) - key(y)) || (x.row.userId < y.row.userId ? -1 : 1));
    expect(answer.users!.map(core)).toEqual(expected.map((u) => core(u.row)));
    expect(answer.meta.totalRows).toBe(expected.length);
    const active = usersOf(raw, q).filter((u) => u.row.activities > 0);
    expect(answer.meta.inactiveRows).toBe(expected.length - active.length);
    const top = active.sort(
      (x, y) => y.row.totalActivity - x.row.totalActivity || (x.row.userId < y.row.userId ? -1 : 1),
    );
    expect(answer.topUsers!.map((u) => [u.userId, u.totalActivity, u.byFeature])).toEqual(
      top.slice(0, 5).map((u) => [u.row.userId, u.row.totalActivity, u.byFeature]),
    );

    const summary = summaryOf(raw, q);
    expect(answer.summary).toMatchObject(summary);
    const trends = answer.summary!.trends as Record<string, Trend>;
    if (before) {
      const old = summaryOf(raw, before);
      for (const name of [
        'totalSessions',
        'totalCaptions',
        'totalMedia',
        'activeUsers',
        'activities',
        'totalActivity',
      ] as const)
        expect([name, trends[name]!.current, trends[name]!.previous]).toEqual([
          name,
          summary[name],
          old[name],
        ]);
    }
    expect(answer.features!.map((f) => [f.feature, f.activities, f.trend ? f.trend.previous : null])).toEqual(
      answer.features!.map(({ feature }) => [
        feature,
        ofLines(raw, q).filter((row) => featureOf(row) === feature).length,
        before && ofLines(raw, before).filter((row) => featureOf(row) === feature).length,
      ]),
    );
    const actions = answer.features!.flatMap((f) => f.actions).filter((a) => a.count > 0);
    expect(Object.fromEntries(actions.map((a) => [a.action, a.count]))).toEqual(
      tallyBy(ofLines(raw, q), (row) => row.action),
    );
    for (const name of ['theme', 'layout'] as const) {
      const shown = answer.features!.flatMap((f) => f.distributions[name] ?? []).filter((d) => d.count > 0);
      expect(Object.fromEntries(shown.map((d) => [d.value, d.count]))).toEqual(
        tallyBy(ofLines(raw, q), (row) => detailOf(row, name)),
      );
    }

    // The summary alone, by the same filters as far as it has them.
    if (Object.keys(filter).every((name) => name === 'feature' || name === 'action')) {
      const { sortBy: _, sortOrder: __, ...range } = query;
      const alone = await reports.usageSummary(ctx, range as never);
      expect({ summary: alone.summary, features: alone.features }).toEqual({
        summary: answer.summary,
        features: answer.features,
      });
    }

    // One page in the middle.
    const page = await reports.usageAnalytics(ctx, { ...query, page: 2, pageSize: 7 } as never);
    expect(page.users).toEqual(answer.users!.slice(7, 14));
  });

  it.each(groupings.flatMap((groupBy, i) => [0, 1, 2].map((j) => ({ groupBy, seed: 900 + i * 10 + j }))))(
    'groups by $groupBy ($seed)',
    async ({ groupBy, seed }) => {
      const random = seeded(seed);
      const { mood, ...plain } = seed % 3 === 0 ? {} : pick(random, filters);
      const excludeInternal = random() < 0.7;
      const query = {
        ...randomRange(random),
        ...plain,
        ...(mood && { details: { mood } }),
        timezone: pick(random, zones),
        compare: 'none',
        excludeInternal,
        groupBy,
      };
      const answer = await reports.usageAnalytics(ctx, query as never);
      const q: Question = {
        ...plain,
        mood,
        excludeInternal,
        start: Date.parse(answer.meta.start),
        end: Date.parse(answer.meta.end),
      };
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: query.timezone });
      const parts = (row: Raw['log'][number]) =>
        groupBy.map((name) => {
          if (name === 'day') return day.format(row.at);
          if (name === 'feature') return featureOf(row);
          if (name === 'action') return row.action;
          if (name === 'user') return row.userId;
          return detailOf(row, name as 'theme');
        });
      const expected = tallyBy((groupBy.includes('user') ? ofPeople : ofLines)(raw, q), (row) => {
        const key = parts(row);
        return key.includes(undefined) ? undefined : JSON.stringify(key);
      });
      const found = answer.groups!.map((g) => [JSON.stringify(groupBy.map((name) => g.key[name])), g.count]);
      expect(Object.fromEntries(found)).toEqual(expected);
      expect(answer.totalGroups).toBe(Object.keys(expected).length);
    },
  );

  it.each(Array.from({ length: 30 }, (_, i) => 500 + i))('tells the platform metrics (%d)', async (seed) => {
    const random = seeded(seed);
    const excludeInternal = random() < 0.7;
    const query = {
      ...randomRange(random),
      timezone: pick(random, zones),
      excludeInternal,
      interval: pick(random, ['auto', 'day', 'week', 'month'] as const),
      compare: pick(random, ['previous_period', 'previous_year', 'none'] as const),
    };
    const answer = await reports.analytics(ctx, query);
    const q = { excludeInternal, start: Date.parse(answer.meta.start), end: Date.parse(answer.meta.end) };
    const expected = metricsOf(raw, q);
    expect(answer).toMatchObject(expected);
    expect(answer.meta.unidentifiedUsers).toBe(accounts(raw, q).filter((u) => !u.identified).length);
    const series = (points: typeof answer.series) =>
      points.map((p) => {
        const b = { excludeInternal, start: Date.parse(p.start), end: Date.parse(p.end) };
        const m = metricsOf(raw, b);
        return {
          start: p.start,
          end: p.end,
          activities: ofLines(raw, b).length,
          activeUsers: m.activeUsers,
          newUsers: m.newUsers,
          sessions: ofLines(raw, b).filter((row) => row.action === 'session_created').length,
          captionGenerations: m.captionGenerations,
          babecockCreations: m.babecockCreations,
          mediaUploads: m.mediaUploads,
          revenue: m.revenue,
        };
      });
    expect(answer.series).toEqual(series(answer.series));
    expect(answer.comparisonSeries).toEqual(series(answer.comparisonSeries));
    expect(answer.series[0]!.start).toBe(answer.meta.start);
    expect(answer.series.at(-1)!.end).toBe(answer.meta.end);
    if (query.compare === 'none') return expect(answer.trends).toBeNull();
    const old = metricsOf(raw, {
      excludeInternal,
      start: Date.parse(answer.meta.comparison!.start),
      end: Date.parse(answer.meta.comparison!.end),
    });
    for (const [name, trend] of Object.entries(answer.trends!))
      expect([name, trend.current, trend.previous]).toEqual([
        name,
        expected[name as keyof typeof expected],
        old[name as keyof typeof old],
      ]);
  });

  it('lists the inactive only when asked', async () => {
    const query = { startDate: '2026-03-19T10:00:00Z', endDate: '2026-03-19T11:00:00Z', pageSize: 500 };
    const active = await reports.usageAnalytics(ctx, query);
    const all = await reports.usageAnalytics(ctx, { ...query, include: 'inactive' });
    const q = { start: Date.parse(query.startDate), end: Date.parse(query.endDate), excludeInternal: true };
    const there = accounts(raw, q).map((u) => u.id);
    expect(new Set(all.users!.map((u) => u.userId))).toEqual(
      new Set([...there, ...active.users!.map((u) => u.userId)]),
    );
    expect(all.users).toEqual(expect.arrayContaining(active.users!));
    expect(all.users!.at(-1)).toMatchObject({ activities: 0, totalActivity: 0, lastActivityAt: null });
  });

  it('finds users by a part of name, e-mail or id, wildcards as they are', async () => {
    const found = async (search: string) =>
      (await reports.usageAnalytics(ctx, { period: 'all', search, pageSize: 500, excludeInternal: false }))
        .users!.map((u) => u.userId)
        .sort();
    const active = new Set(raw.log.map((row) => row.userId));
    expect(await found('USER-1')).toEqual(
      USERS.filter((u) => u.startsWith('user-1') && active.has(u)).sort(),
    );
    expect(await found('9@EXAMPLE')).toEqual(['user-29', 'user-9'].filter((u) => active.has(u)));
    expect(await found('user_')).toEqual([]);
    expect(await found('%')).toEqual([]);
  });

  it('tells one user whole', async () => {
    for (const userId of ['user-0', 'user-3', 'user-7']) {
      const rows = raw.log.filter((row) => row.userId === userId).sort((x, y) => y.at - x.at);
      const usage = await reports.userUsage(ctx, {
        userId,
        startDate: '2026-02-01T10:20:30Z',
        endDate: '2026-03-10T17:00:00Z',
        pageSize: 500,
      });
      const q = {
        start: Date.parse('2026-02-01T10:20:30Z'),
        end: Date.parse('2026-03-10T17:00:00Z'),
        excludeInternal: false,
        userId,
      };
      const inside = ofPeople(raw, q);
      const counters = countersIn(inside, raw, q);
      expect(usage.rangeStats).toEqual({
        ...counters,
        totalActivity: ranked(counters),
        activities: inside.length,
      });
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
      expect(Object.fromEntries(usage.days.map((d) => [d.day, d.activities]))).toEqual(
        tallyBy(inside, (row) => day.format(row.at)),
      );
      expect(usage.byFeature).toEqual(tallyBy(inside, featureOf));
      expect(usage.recentActivity).toHaveLength(inside.length);

      const whole = await reports.userUsage(ctx, { userId });
      const ever = { start: 0, end: NOW + DAY, excludeInternal: false, userId };
      const lifetime = countersIn(rows, raw, ever);
      expect(whole.usageStats).toEqual({
        ...lifetime,
        totalActivity: ranked(lifetime),
        firstActivityAt: new Date(rows.at(-1)!.at).toISOString(),
        lastActivityAt: new Date(rows[0]!.at).toISOString(),
      });
      expect(whole.rangeStats).toBeNull();
      const pages = [...whole.recentActivity];
      let cursor = whole.nextCursor;
      while (cursor) {
        const next = await reports.userUsage(ctx, { userId, cursor, pageSize: 31 });
        pages.push(...next.recentActivity);
        cursor = next.nextCursor;
      }
      expect(pages.map((x) => Date.parse(x.timestamp))).toEqual(rows.map((row) => row.at));
      expect(distinct(pages.map((x) => x.eventId))).toBe(rows.length);
    }
    await expect(reports.userUsage(ctx, { userId: 'nobody' })).rejects.toThrow(NotFound);
    await expect(reports.userUsage(ctx, { userId: 'user-0', cursor: 'x' })).rejects.toThrow(/nextCursor/);
  });
});
