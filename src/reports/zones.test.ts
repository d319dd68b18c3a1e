import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { reports } from '../../test/support/reports.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { buildBlocks } from '../store/build.ts';
import type { ReportContext } from './context.ts';
import { pick, seeded } from './testing/history.ts';
import { zonedSql } from './testing/zoned-sql.ts';

const NOW = Date.parse('2027-01-04T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Days with their hours: those on which the clock is moved, and plain ones beside them. */
const ZONES = {
  'America/New_York': { '2026-03-08': 23, '2026-03-09': 24, '2026-11-01': 25 },
  'Asia/Kathmandu': { '2026-07-01': 24, '2026-12-31': 24 },
  'Australia/Lord_Howe': { '2026-04-05': 24.5, '2026-10-03': 24, '2026-10-04': 23.5 },
} as const;

const USERS = ['ann', 'bob', 'cem', 'dua', 'eve'];
const ACTIONS = ['session_created', 'smart_caption_generated', 'media_uploaded', 'page_viewed'];

/** Zones that days are kept by, each with the zones that it is asked in. */
const KEPT_BY = [
  ['UTC', Object.keys(ZONES)],
  ...Object.keys(ZONES).map((zone) => [zone, [zone]] as const),
] as const;

describe.each(KEPT_BY)('kept by days of %s', (configured, asked) => {
  let t: TestDatabase;
  let ctx: ReportContext;
  let sql: ReturnType<typeof zonedSql>;

  beforeAll(async () => {
    t = await testDatabase({ timezone: configured, now: () => NOW });
    sql = zonedSql(t.db);
    ctx = {
      db: t.db,
      catalogue: defaultCatalogue,
      zone: configured,
      currency: 'USD',
      now: NOW,
      sample: false,
    };
    const random = seeded(7);
    const history = [];
    for (const { zone, day } of daysIn(asked)) {
      const { start, end } = await sql.day(zone, day);
      // At each bound, 1 ms around it, and around each quarter of an hour; the rest anywhere in the day.
      const instants = [start, end].flatMap((at) => [at - 1, at, at + 1, at - 15 * MINUTE, at + 15 * MINUTE]);
      for (let at = start - HOUR; at < end + HOUR; at += 15 * MINUTE)
        instants.push(at, at - 1, at + Math.floor(random() * 15 * MINUTE));
      for (const createdAt of instants)
        history.push({
          eventId: randomUUID(),
          userId: pick(random, USERS),
          action: pick(random, ACTIONS),
          createdAt,
        });
    }
    await t.ingest.writeHistory(history.slice(0, -40), 'test');
    // Some days in columns, some not, and rows that came late to both.
    await buildBlocks(t.db, defaultCatalogue, { now: NOW - 60 * 24 * HOUR, force: true });
    await t.ingest.writeHistory(history.slice(-40), 'test');
  });
  afterAll(() => t?.drop());

  it.each(daysIn(asked))(
    '$day in $zone has $hours hours, and what happened in them',
    async ({ zone, day, hours }) => {
      const bounds = await sql.day(zone, day);
      expect(bounds.hours).toBe(hours);
      const range = { startDate: day, endDate: day, timezone: zone, compare: 'none' as const };
      const date = { zone, from: day, to: day };
      const expected = await sql.totals(date);
      expect(expected.activities).toBeGreaterThan(100);

      const hourly = await reports.analytics(ctx, { ...range, interval: 'hour' });
      expect([Date.parse(hourly.meta.start), Date.parse(hourly.meta.end)]).toEqual([
        bounds.start,
        bounds.end,
      ]);
      expect([hourly.activeUsers, hourly.captionGenerations]).toEqual([
        expected.activeUsers,
        expected.captions,
      ]);
      let at = hourly.meta.start;
      for (const point of hourly.series) {
        expect(point.start).toBe(at);
        at = point.end;
        const { activities, activeUsers, sessions } = await sql.totals({
          start: point.start,
          end: point.end,
        });
        expect(point).toMatchObject({ activities, activeUsers, sessions });
      }
      expect(at).toBe(hourly.meta.end);
      expect(hourly.series.length).toBe(Math.ceil(hours));

      const usage = await reports.usageAnalytics(ctx, { ...range, pageSize: 500 } as never);
      expect(usage.summary).toMatchObject({
        activities: expected.activities,
        activeUsers: expected.activeUsers,
      });
      expect(Object.fromEntries(usage.users!.map((u) => [u.userId, u.activities]))).toEqual(
        await sql.byUser(date),
      );

      const list = await reports.activities(ctx, { ...range, compare: undefined, pageSize: 500 } as never);
      expect(list.meta.totalRows).toBe(expected.activities);
      expect(list.activities.map((row) => row.eventId).sort()).toEqual(await sql.ids(date));
      const times = list.activities.map((row) => Date.parse(row.timestamp!));
      expect(times).toEqual([...times].sort((x, y) => y - x));
    },
  );

  it('tells a series of days, zero-filled, each from its local midnight', async () => {
    for (const { zone, day } of daysIn(asked)) {
      const from = shifted(day, -3);
      const to = shifted(day, 3);
      const range = { startDate: from, endDate: to, timezone: zone, compare: 'none' as const };
      const daily = await reports.analytics(ctx, { ...range, interval: 'day' });
      const counts = await sql.byDay({ zone, from, to });
      expect(daily.series).toHaveLength(7);
      for (const [i, point] of daily.series.entries()) {
        const date = shifted(from, i);
        expect([date, Date.parse(point.start), point.activities]).toEqual([
          date,
          (await sql.day(zone, date)).start,
          counts[date] ?? 0,
        ]);
      }
      const grouped = await reports.usageAnalytics(ctx, { ...range, groupBy: ['day'] } as never);
      expect(Object.fromEntries(grouped.groups!.map((g) => [g.key.day, g.count]))).toEqual(counts);
    }
  });

  it.each(daysIn(asked))('counts 1 ms around the bounds of $day in $zone', async ({ zone, day }) => {
    const { start, end } = await sql.day(zone, day);
    for (const [a, b] of [
      [-1, -1],
      [1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const span = { start: new Date(start + a).toISOString(), end: new Date(end + b).toISOString() };
      const range = { startDate: span.start, endDate: span.end, timezone: zone, compare: 'none' as const };
      const { activities, activeUsers, sessions } = await sql.totals(span);
      const platform = await reports.analytics(ctx, { ...range, interval: 'hour' });
      const points = platform.series.reduce((sum, point) => sum + point.activities, 0);
      expect([a, b, points, platform.activeUsers]).toEqual([a, b, activities, activeUsers]);
      const usage = await reports.usageAnalytics(ctx, { ...range, pageSize: 500 } as never);
      expect(Object.fromEntries(usage.users!.map((u) => [u.userId, u.activities]))).toEqual(
        await sql.byUser(span),
      );
      expect(usage.users!.reduce((sum, u) => sum + Number(u.sessionsCreated), 0)).toBe(sessions);
      const list = await reports.activities(ctx, { ...range, compare: undefined, pageSize: 500 } as never);
      expect([a, b, list.meta.totalRows]).toEqual([a, b, activities]);
    }
  });
});

const daysIn = (zones: readonly string[]) =>
  zones.flatMap((zone) =>
    Object.entries<number>(ZONES[zone as keyof typeof ZONES]).map(([day, hours]) => ({ zone, day, hours })),
  );

/** The date some days later. */
function shifted(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 24 * HOUR).toISOString().slice(0, 10);
}
