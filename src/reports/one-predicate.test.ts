import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { exportActivities, exportUsers, reports } from '../../test/support/reports.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { lineText, sqlLine } from '../export/index.ts';
import { buildBlocks } from '../store/build.ts';
import type { ReportContext } from './context.ts';
import type { DownloadLines } from './read/download.ts';
import { INTERNAL, randomHistory, seeded, USERS } from './testing/history.ts';

const { counters } = defaultCatalogue;
const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const DAY = 86_400_000;

let t: TestDatabase;
let ctx: ReportContext;

beforeAll(async () => {
  let clock = NOW;
  t = await testDatabase({ timezone: 'America/New_York', now: () => clock });
  const zone = 'America/New_York';
  ctx = { db: t.db, catalogue: defaultCatalogue, zone, currency: 'USD', now: NOW, sample: false };
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, email, name, identified, created_at, deleted_at)
     select id, id = any($2), id || '@example.com', upper(id), true, $3::timestamptz + n * interval '31 hours',
       case when n % 9 = 4 then $3::timestamptz + interval '55 days' end
     from unnest($1::text[]) with ordinality as i(id, n) where n % 4 <> 0`,
    [USERS, INTERNAL, new Date(NOW - 70 * DAY)],
  );
  await t.db.pool.query(
    `insert into ${t.db.s}.referrals (id, referrer_id, referee_id, code, credit_reward, created_at)
     select 'r' || n, $2, id, 'ONE', 0, $3 from unnest($1::text[]) with ordinality as i(id, n) where n % 3 = 1 and id <> $2`,
    [USERS, USERS[0], new Date(NOW - 60 * DAY)],
  );
  await t.db.pool.query(
    `insert into ${t.db.s}.credit_transactions (id, user_id, kind, amount, currency, created_at)
     select 't' || n, id, case when n % 2 = 0 then 'purchase' else 'subscription' end, 500, 'USD',
       $2::timestamptz + n * interval '2 days'
     from unnest($1::text[]) with ordinality as i(id, n) where n % 5 < 3`,
    [USERS, new Date(NOW - 50 * DAY)],
  );
  await t.db.pool.query(
    `insert into ${t.db.s}.segments (slug, version, name, rules, author, created_at)
     values ('joined-lately', 1, 'Joined lately', 'joined:60days', 'one', $1)`,
    [new Date(NOW - DAY)],
  );
  const random = seeded(4711);
  for (let i = 0; i < 200; i++) {
    clock = NOW - random() * 50 * DAY;
    t.ingest.signals.apiCall(USERS[Math.floor(random() * USERS.length)]!);
  }
  clock = NOW;
  await t.ingest.signals.flush();
  const history = randomHistory(random, 2_000, NOW - 50 * DAY, NOW);
  await t.ingest.writeHistory(history.slice(0, 1_500), 'test');
  await buildBlocks(t.db, defaultCatalogue, { now: NOW - 12 * DAY, force: true });
  await t.ingest.writeHistory(history.slice(1_500), 'test');
});
afterAll(() => t?.drop());

const instant = fc
  .tuple(fc.integer({ min: 0, max: 56 * DAY }), fc.constantFrom(1, 900_000, 3_600_000))
  .map(([back, unit]) => new Date(Math.floor((NOW - back) / unit) * unit).toISOString());

const range = fc.oneof(
  fc.constantFrom('30days', '7d', 'today', 'week', 'month', 'all', '24h').map((period) => ({ period })),
  fc
    .tuple(instant, instant)
    .map((two) => two.sort())
    .filter(([a, b]) => a! < b!)
    .map(([startDate, endDate]) => ({ startDate, endDate })),
  fc
    .tuple(instant, instant)
    .map((two) => two.map((x) => x.slice(0, 10)).sort())
    .map(([startDate, endDate]) => ({ startDate, endDate })),
);

const maybe = <T>(name: string, ...values: T[]) =>
  fc
    .option(fc.constantFrom(...values), { nil: undefined, freq: 2 })
    .map((v) => (v === undefined ? {} : { [name]: v }));

const questions = fc
  .tuple(
    range,
    maybe('timezone', 'America/New_York', 'America/New_York', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    fc.oneof(
      fc.constant({}),
      maybe('feature', 'sessions', 'smart_captions', 'babecock_studio', 'account', 'admin'),
      maybe(
        'action',
        ['smart_caption_generated'],
        ['babecock_created'],
        ['user_updated'],
        ['babecock_created', 'babecock_remix', 'session_created'],
        ['custom_caption_created', 'media_uploaded', 'smart_caption_generated'],
        ['session_created', 'user_updated'],
      ),
    ),
    fc.oneof(
      fc.constant({}),
      maybe('theme', 'JOI', 'forced_bi', 'odd one', 'Odd one', '7', 'never', '(none)'),
      maybe('layout', 'side-by-side', 'Diagonal'),
      maybe('details', { mood: 'calm' }, { theme: 'joi' }, { mood: 'wild', layout: 'Top Bottom' }),
    ),
    fc.oneof(
      fc.constant({}),
      maybe('userId', 'user-1', 'user-3'),
      maybe('search', 'USER-1', '@example', '%'),
    ),
    fc.oneof(
      fc.constant({}),
      fc.constant({}),
      maybe('hour', 0, 9, 14),
      maybe('weekday', 1, 6),
      fc.constant({ hour: 20, weekday: 5 }),
    ),
    fc.oneof(
      fc.constant({}),
      fc.constant({}),
      maybe('account', 'new', 'returning'),
      maybe('mostUsed', 'smart_captions', 'sessions'),
      maybe('referralCode', 'ONE', '(none)'),
      maybe('paid', 'before', 'notYet'),
      maybe('segment', 'joined-lately', 'not:joined-lately'),
    ),
    maybe('excludeInternal', true, false),
    maybe('include', 'inactive'),
    maybe('joined', 'range', 'ever'),
    maybe(
      'sortBy',
      'lastActivityAt',
      'lastSeenAt',
      'activities',
      'captionThemeJoi',
      'pagesViewed',
      'apiCallsTotal',
    ),
    maybe('sortOrder', 'asc', 'desc'),
  )
  .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);

async function linesOf(download: DownloadLines): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const lines of download.batches) rows.push(...lines.map((line) => JSON.parse(line)));
  await download.close();
  expect(rows.length).toBe(download.total);
  return rows;
}

const plain = ({ include: _, joined: __, sortBy: ___, sortOrder: ____, ...rest }: Record<string, unknown>) =>
  rest as never;

describe('the card, the list behind it and the file', () => {
  it('agree for random filters, ranges and zones', async () => {
    const never = new AbortController().signal;
    await fc.assert(
      fc.asyncProperty(questions, async (query) => {
        const card = await reports.usageAnalytics(ctx, { ...query, pageSize: 500, compare: 'none' } as never);
        const listed: string[] = [];
        let cursor: string | undefined;
        let first: number | null | undefined;
        do {
          const page = await reports.activities(ctx, {
            ...(plain(query) as object),
            pageSize: 173,
            cursor,
          } as never);
          first ??= page.meta.totalRows;
          listed.push(...page.activities.map((row) => `${row.timestamp} ${row.eventId}`));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        const activities = await linesOf(await exportActivities(ctx, plain(query), sqlLine.ndjson, never));
        const users = await linesOf(await exportUsers(ctx, query as never, lineText.ndjson, never));

        expect(first).toBe(card.summary!.activities);
        expect(listed).toEqual([...new Set(listed)].sort().reverse());
        expect(activities.map((row) => `${row.timestamp} ${row.eventId}`)).toEqual(listed);
        expect(listed.length).toBe(card.summary!.activities);
        expect(users.length).toBe(card.meta.totalRows);
        if (!query.joined)
          expect(users.filter((row) => Number(row.activities) > 0).length).toBe(card.summary!.activeUsers);
        // The same rows in the same order, number by number.
        const names = [
          'userId',
          'email',
          'totalActivity',
          'activities',
          'lastActivityAt',
          'lastSeenAt',
          ...Object.keys(counters),
        ];
        const shown = (row: Record<string, unknown>) => names.map((name) => row[name]);
        expect(users.map(shown)).toEqual(card.users!.map(shown));
        // Whoever joined need not be everybody who was active.
        if (query.joined) return;
        const sum = (name: string) => users.reduce((n, row) => n + Number(row[name]), 0);
        // What internal accounts did in features of staff counts, and they are no people.
        const ids = new Set(users.map((row) => row.userId));
        const unlisted = activities.filter((row) => !ids.has(row.userId));
        expect(card.meta.notInRows?.activities ?? 0).toBe(unlisted.length);
        for (const row of unlisted) {
          expect(INTERNAL).toContain(row.userId);
          expect(row.feature).toBe('admin');
        }
        expect(sum('activities') + unlisted.length).toBe(card.summary!.activities);
        for (const [name, n] of Object.entries(card.summary!.counters)) {
          expect([name, sum(name)]).toEqual([name, n]);
        }
        for (const { feature, activities: n } of card.features!)
          if (!defaultCatalogue.features[feature as 'admin'].staff)
            expect([feature, sum(`byFeature.${feature}`)]).toEqual([feature, n]);
        // Active days, one by one from the rows.
        const zone = card.meta.timezone;
        const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
        const days = new Map<string, Set<string>>();
        for (const row of activities) {
          const own = days.get(String(row.userId)) ?? new Set();
          days.set(String(row.userId), own.add(day.format(new Date(String(row.timestamp)))));
        }
        for (const row of users)
          expect([row.userId, row.activeDays]).toEqual([row.userId, days.get(String(row.userId))?.size ?? 0]);
      }),
      { numRuns: 30, seed: 42 },
    );
  }, 120_000);

  it('add up over the actions of a list, from blocks and from the log', async () => {
    const actions = ['babecock_created', 'media_uploaded', 'session_created', 'smart_caption_generated'];
    for (const range of [{ period: '30days' }, { startDate: '2026-02-03T07:03:11Z', period: undefined }]) {
      const ask = (action: string[]) => reports.usageAnalytics(ctx, { ...range, action } as never);
      const whole = await ask(actions);
      const each = await Promise.all(actions.map((action) => ask([action])));
      const sum = each.reduce((n, { summary }) => n + summary!.activities, 0);
      expect(sum).toBeGreaterThan(100);
      expect([whole.meta.source, whole.summary!.activities]).toEqual(['chronicle', sum]);
      const list = await reports.activities(ctx, { ...range, action: actions } as never);
      expect(list.meta.totalRows).toBe(sum);
      expect(list.meta.filters.action).toBe(actions.join(','));
    }
  });

  it('list as many accounts as the cards count, whatever they did', async () => {
    await fc.assert(
      fc.asyncProperty(range, maybe('excludeInternal', true, false), async (asked, internal) => {
        const query = { ...asked, ...internal };
        const card = await reports.analytics(ctx, query as never);
        const counts = { range: card.newUsers, ever: card.totalUsers } as const;
        for (const joined of ['range', 'ever'] as const) {
          const list = { ...query, joined, pageSize: 500, sortBy: 'lastActivityAt' };
          const page = await reports.usageAnalytics(ctx, list as never);
          const never = new AbortController().signal;
          const file = await linesOf(
            await exportUsers(
              ctx,
              { ...query, joined, sortBy: 'lastActivityAt' } as never,
              lineText.ndjson,
              never,
            ),
          );
          expect([joined, page.meta.totalRows]).toEqual([joined, counts[joined]]);
          expect(file.map((row) => row.userId)).toEqual(page.users!.map((row) => row.userId));
        }
        const active = await reports.usageAnalytics(ctx, query as never);
        expect(active.meta.totalRows! - active.meta.inactiveRows!).toBe(card.activeUsers);
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it('page the same rows whatever is written meanwhile', async () => {
    const query = { period: '30days', excludeInternal: false };
    const before = (
      await linesOf(await exportActivities(ctx, query, sqlLine.ndjson, new AbortController().signal))
    ).map((r) => r.eventId);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    const random = seeded(99);
    const late = new Set<string>();
    do {
      const page = await reports.activities(
        { ...ctx, now: ctx.now + seen.length * 60_000 },
        { ...query, pageSize: 97, ...(cursor && { cursor }) },
      );
      seen.push(...page.activities.map((row) => row.eventId));
      cursor = page.nextCursor ?? undefined;
      const more = randomHistory(random, 10, NOW - 30 * DAY, NOW);
      for (const { eventId } of more) late.add(String(eventId));
      await t.ingest.writeHistory(more, 'test');
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => !late.has(String(id)))).toEqual(before);
  });

  it('agree on what blocks keep as one', async () => {
    const other = await testDatabase({ now: () => NOW });
    try {
      const activities = Array.from({ length: 260 }, (_, i) =>
        anActivity({
          userId: `user-${i % 7}`,
          action: 'smart_caption_generated',
          createdAt: NOW - (260 - i) * 3_600_000,
          details: { theme: `theme ${i}` },
        }),
      );
      for (let i = 0; i < 260; i += 20) await other.ingest.writeHistory(activities.slice(i, i + 20), 'test');
      const here = { ...ctx, db: other.db, zone: 'UTC' };
      for (const range of [
        { period: '30days' },
        { startDate: '2026-03-18T07:03:00Z', endDate: '2026-03-20T11:59:00Z' },
      ]) {
        const query = { ...range, theme: '(other)' } as never;
        const card = await reports.usageAnalytics(here, query);
        const list = await reports.activities(here, query);
        const users = await linesOf(
          await exportUsers(here, query, lineText.ndjson, new AbortController().signal),
        );
        expect(card.summary!.activities).toBeGreaterThan(30);
        expect(list.meta.totalRows).toBe(card.summary!.activities);
        expect(list.activities).toHaveLength(20);
        expect(users.reduce((n, row) => n + Number(row.activities), 0)).toBe(card.summary!.activities);
      }
    } finally {
      await other.drop();
    }
  });
});
