import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { exportUsers, reports } from '../../../test/support/reports.ts';
import { defaultCatalogue } from '../../catalogue/index.ts';
import { lineText } from '../../export/index.ts';
import type { ReportContext } from '../context.ts';
import { pick, randomHistory, seeded, USERS } from '../testing/history.ts';
import {
  detailOf,
  distinct,
  featureOf,
  ofLines,
  type Question,
  type Raw,
  readRaw,
} from '../testing/recount.ts';
import { pseudonym } from './pseudonym.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const HOUR = 3_600_000;
const key = new Uint8Array(32).fill(7);

let t: TestDatabase;
let ctx: ReportContext;
let raw: Raw;

beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
  ctx = {
    db: t.db,
    catalogue: defaultCatalogue,
    zone: 'UTC',
    currency: 'USD',
    now: NOW,
    sample: false,
    keys: { pseudonyms: key },
  };
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, email, name, identified, created_at)
     select id, id = 'user-3', id || '@example.com', upper(id), true, $2 from unnest($1::text[]) id`,
    [USERS, new Date(NOW - 60 * 24 * HOUR)],
  );
  await t.ingest.writeHistory(randomHistory(seeded(5), 1_500, NOW - 20 * 24 * HOUR, NOW), 'test');
  raw = await readRaw(t.db);
});
afterAll(() => t?.drop());

/** From an hour, in which nearly everything is of a few, to weeks. */
function spans(seed: number) {
  const random = seeded(seed);
  const hours = pick(random, [2, 6, 12, 24, 48, 240, 400]);
  const end = NOW - Math.floor(random() * 3 * 24) * HOUR;
  return { startDate: new Date(end - hours * HOUR).toISOString(), endDate: new Date(end).toISOString() };
}

const questionOf = ({ startDate, endDate }: { startDate: string; endDate: string }): Question => ({
  start: Date.parse(startDate),
  end: Date.parse(endDate),
  excludeInternal: true,
});

const GROUPINGS = [
  ['theme'],
  ['action'],
  ['day'],
  ['feature', 'day'],
  ['theme', 'day'],
  ['action', 'layout'],
];

describe('an anonymised report', () => {
  it.each(Array.from({ length: 36 }, (_, i) => i))(
    'shows groups of at least five users (%d)',
    async (seed) => {
      const groupBy = GROUPINGS[seed % GROUPINGS.length]!;
      const range = spans(seed);
      const query = { ...range, groupBy, compare: 'none' as const };
      const open = await reports.usageAnalytics(ctx, query as never);
      const hidden = await reports.usageAnalytics(ctx, { ...query, anonymize: true } as never);
      const counts = new Map(open.groups!.map((group) => [JSON.stringify(group.key), group.count]));
      const lines = ofLines(raw, questionOf(range));
      const part = (row: Raw['log'][number], name: string) => {
        if (name === 'day') return new Date(row.at).toISOString().slice(0, 10);
        if (name === 'feature') return featureOf(row);
        return name === 'action' ? row.action : detailOf(row, name as 'theme');
      };
      for (const group of hidden.groups!) {
        expect(group.count).toBe(counts.get(JSON.stringify(group.key)));
        const own = lines.filter((row) => groupBy.every((name) => part(row, name) === group.key[name]));
        expect(distinct(own.map((row) => row.userId))).toBeGreaterThanOrEqual(5);
      }
      // What is left out is of five at least, too: the total minus what is shown tells of nobody.
      const shown = new Set(hidden.groups!.map((group) => JSON.stringify(group.key)));
      const rest = lines.filter((row) => {
        const parts = groupBy.map((name) => [name, part(row, name)]);
        return (
          parts.every(([, value]) => value !== undefined) &&
          !shown.has(JSON.stringify(Object.fromEntries(parts)))
        );
      });
      const people = distinct(rest.map((row) => row.userId));
      if (shown.size > 0) expect(people === 0 || people >= 5).toBe(true);
      expect([hidden.users, hidden.topUsers, hidden.totalGroups]).toEqual([[], [], shown.size]);
    },
  );

  it.each(Array.from({ length: 15 }, (_, i) => 100 + i))(
    'shows totals of at least five users (%d)',
    async (seed) => {
      const range = spans(seed);
      const open = await reports.usageSummary(ctx, { ...range, compare: 'none' });
      const hidden = await reports.usageSummary(ctx, { ...range, anonymize: true });
      const lines = ofLines(raw, questionOf(range));
      const few = (is: (row: Raw['log'][number]) => boolean) => {
        const n = distinct(lines.filter(is).map((row) => row.userId));
        return n > 0 && n < 5;
      };
      expect(hidden.summary.trends).toBeNull();
      for (const [name, n] of Object.entries(hidden.summary.counters))
        expect([open.summary.counters[name], null]).toContain(n);
      for (const feature of hidden.features) {
        expect(few((row) => featureOf(row) === feature.feature)).toBe(false);
        const whole = open.features.find((x) => x.feature === feature.feature)!;
        expect(feature.activities).toBe(whole.activities);
        for (const { action, count } of feature.actions) {
          expect([action, few((row) => row.action === action)]).toEqual([action, false]);
          expect(count).toBe(whole.actions.find((x) => x.action === action)!.count);
        }
        for (const { value } of feature.distributions.theme ?? [])
          expect([value, few((row) => detailOf(row, 'theme') === value)]).toEqual([value, false]);
        // One action alone can not be told from the rest.
        const missing = whole.actions.filter(
          (x) => x.count > 0 && !feature.actions.some((y) => y.action === x.action),
        );
        expect(missing.length).not.toBe(1);
      }
      const themes = new Map(
        Object.entries({ captionThemeJoi: 'JOI', captionThemeCbt: 'CBT', captionThemeBeta: 'Beta' }),
      );
      for (const [name, theme] of themes)
        if (few((row) => detailOf(row, 'theme') === theme))
          expect([name, hidden.summary.counters[name]]).toEqual([name, null]);
    },
  );

  it('names nobody, and no time of day', async () => {
    const open = await reports.usageAnalytics(ctx, { period: '30days', pageSize: 500, compare: 'none' });
    const hidden = await reports.usageAnalytics(ctx, { period: '30days', pageSize: 500, anonymize: true });
    expect(JSON.stringify(hidden)).not.toMatch(/user-\d|USER-|@example/);
    const byName = new Map(hidden.users!.map((user) => [user.userId, user]));
    expect(byName.size).toBe(open.users!.length);
    for (const user of open.users!)
      expect(byName.get(pseudonym(key, user.userId))).toEqual({
        ...user,
        userId: pseudonym(key, user.userId),
        email: null,
        name: null,
        avatarUrl: null,
        lastActivityAt: user.lastActivityAt!.slice(0, 10),
        lastSeenAt: user.lastSeenAt!.slice(0, 10),
      });
    expect(hidden.users!.map((user) => user.totalActivity)).toEqual(
      open.users!.map((user) => user.totalActivity),
    );
    const pages = [1, 2, 3].map((page) =>
      reports.usageAnalytics(ctx, { period: '30days', pageSize: 15, page, anonymize: true }),
    );
    expect((await Promise.all(pages)).flatMap((page) => page.users)).toEqual(hidden.users);
  });

  it('orders equals by no id', async () => {
    const query = {
      startDate: '2026-01-25',
      endDate: '2026-01-25',
      include: 'inactive',
      pageSize: 500,
      excludeInternal: false,
    } as const;
    const open = await reports.usageAnalytics(ctx, query);
    const hidden = await reports.usageAnalytics(ctx, { ...query, anonymize: true });
    expect(open.users).toHaveLength(USERS.length);
    const names = open.users!.map((user) => pseudonym(key, user.userId));
    const found = hidden.users!.map((user) => user.userId);
    expect(new Set(found)).toEqual(new Set(names));
    expect(found).not.toEqual(names);
  });

  it('is a file without names, in the order of the list', async () => {
    const query = { period: '30days', anonymize: true } as const;
    const file = await exportUsers(ctx, query, lineText.csv, new AbortController().signal);
    const lines: string[] = [];
    for await (const batch of file.batches) lines.push(...batch);
    await file.close();
    expect(file.columns).not.toContain('email');
    expect(file.columns.slice(0, 4)).toEqual(['userId', 'createdAt', 'deletedAt', 'totalActivity']);
    expect(lines.join('\n')).not.toMatch(/user-\d|USER-|@example|NOBODY|T\d\d:/);
    const { users } = await reports.usageAnalytics(ctx, { ...query, pageSize: 500 });
    expect(lines.map((line) => line.split(',')[0])).toEqual(users!.map((user) => user.userId));
  });

  it('is refused about one user', async () => {
    const ask = (more: object) =>
      reports.usageAnalytics(ctx, { period: '30days', anonymize: true, ...more } as never);
    await expect(ask({ userId: 'user-1' })).rejects.toThrow(/^userId is refused with anonymize=true/);
    await expect(ask({ joined: 'range' })).rejects.toThrow(/^joined is refused with anonymize=true/);
    await expect(ask({ search: 'x' })).rejects.toThrow(/^search is refused/);
    await expect(ask({ groupBy: ['user'] })).rejects.toThrow(/^groupBy user is refused/);
  });
});
