import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/index.ts';
import { reports } from '../../../../test/support/reports.ts';
import { type CounterDef, defaultCatalogue as catalogue, own } from '../../../catalogue/index.ts';
import { type Why, whyNumbers } from '../../../contract/index.ts';
import { createTombstones } from '../../../ingest/tombstones.ts';
import { eraseUser } from '../../../jobs/erase/index.ts';
import { buildBlocks } from '../../../store/build.ts';
import type { ReportContext } from '../../context.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from '../../testing/history.ts';
import { type Raw, readRaw } from '../../testing/recount.ts';
import {
  OF_ACTIONS,
  type PlainCount,
  type PlainWhy,
  partOf,
  rowsOf,
  usualOf,
} from '../../testing/why-recount.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** `EXPLORE_RUNS=10000` for as many. */
const RUNS = Number(process.env.EXPLORE_RUNS ?? 60);
const CODES = ['ONE', 'TWO', 'THREE'];
const ERASED = 'user-5';
/** One of accounts alone, one of what people did; the third can't be told, since it names what nobody knows. */
const SEGMENTS = {
  'joined-lately': 'joined:30days',
  'often-there': 'did::>=40:30days',
  'not-told': 'did:unknown_action:>=1:30days',
};

let t: TestDatabase;
let ctx: ReportContext;
let raw: Raw;
let codes: Map<string, string>;
let paid: Map<string, number>;
let segments: Record<string, readonly string[]>;
const LAST_30_DAYS = Date.parse('2026-02-19T00:00:00Z');
let clock = NOW;

beforeAll(async () => {
  t = await testDatabase({ now: () => clock });
  ctx = {
    db: t.db,
    catalogue,
    zone: 'UTC',
    currency: 'USD',
    now: NOW,
    sample: false,
    keys: { pseudonyms: new Uint8Array(32).fill(7) },
  };
  const random = seeded(5);
  const joined = USERS.map(() => new Date(NOW - random() * 60 * DAY));
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, identified, created_at)
     select id, id = any($3::text[]), true, at from unnest($1::text[], $2::timestamptz[]) as u(id, at)`,
    [USERS, joined, INTERNAL],
  );
  const referred = USERS.filter(() => random() < 0.6).flatMap((id) => (random() < 0.3 ? [id, id] : [id]));
  await t.db.pool.query(
    `insert into ${t.db.s}.referrals (id, referrer_id, referee_id, code, credit_reward, created_at)
     select 'r' || i, 'user-0', id, code, 0, $3::timestamptz + i * interval '1 minute'
     from unnest($1::text[], $2::text[]) with ordinality as f(id, code, i)`,
    [referred, referred.map(() => pick(random, CODES)), new Date(NOW - 50 * DAY)],
  );
  // Refunds, rewards and what nothing was paid for make nobody somebody who paid.
  const payers = USERS.flatMap((id) => Array.from({ length: Math.floor(random() * 3) }, () => id));
  await t.db.pool.query(
    `insert into ${t.db.s}.credit_transactions (id, user_id, kind, amount, currency, created_at)
     select 't' || i, id, kind, amount, currency, at
     from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::timestamptz[]) with ordinality as f(id, kind, amount, currency, at, i)`,
    [
      payers,
      payers.map(() => pick(random, ['purchase', 'purchase', 'subscription', 'referral_reward'])),
      payers.map(() => pick(random, [500, 900, 0, -500])),
      payers.map(() => pick(random, ['USD', 'EUR'])),
      payers.map(() => new Date(NOW - random() * 40 * DAY)),
    ],
  );
  await t.db.pool.query(
    `insert into ${t.db.s}.segments (slug, version, name, rules, author, created_at)
     select slug, 1, name, rules, 'one', $4 from unnest($1::text[], $2::text[], $3::text[]) as f(slug, name, rules)`,
    [Object.keys(SEGMENTS), Object.keys(SEGMENTS), Object.values(SEGMENTS), new Date(NOW)],
  );
  await t.ingest.writeHistory(randomHistory(random, 2_500, NOW - 40 * DAY, NOW), 'test');
  for (let i = 0; i < 300; i++) {
    clock = NOW - random() * 40 * DAY;
    const user = pick(random, USERS);
    if (random() < 0.5) t.ingest.signals.apiCall(user);
    else t.ingest.signals.present(user);
  }
  clock = NOW;
  await t.ingest.signals.flush();
  await buildBlocks(t.db, catalogue, { now: NOW - 2 * DAY, force: true });
  // What comes late takes blocks away: the log is read in several places.
  await t.ingest.writeHistory(randomHistory(random, 12, NOW - 38 * DAY, NOW - 3 * DAY), 'test');
  // With what is erased afterwards: it counts on, for nobody.
  raw = await readRaw(t.db);
  const { rows } = await t.db.pool.query(
    `select distinct on (referee_id) referee_id, code from ${t.db.s}.referrals order by referee_id, created_at, id`,
  );
  codes = new Map(rows.map(({ referee_id, code }) => [referee_id, code]));
  const { rows: payments } = await t.db.pool.query(
    `select user_id, created_at from ${t.db.s}.credit_transactions
     where kind <> 'referral_reward' and amount > 0 order by created_at desc`,
  );
  paid = new Map(payments.map(({ user_id, created_at }) => [user_id, created_at.getTime()]));
  const members = async (where: string) =>
    (
      await t.db.pool.query(`select id from ${t.db.s}.users u where ${where}`, [new Date(LAST_30_DAYS)])
    ).rows.map(({ id }) => String(id));
  segments = {
    'segment.joined-lately': await members('not u.internal and u.created_at >= $1'),
    'segment.often-there': await members(
      `not u.internal and 40 <= (select count(*) from ${t.db.s}.user_activity_logs l
        where l.user_id = u.id and l.created_at >= $1)`,
    ),
  };
  await eraseUser(t.db, ERASED, {
    catalogue,
    tombstones: createTombstones(t.db, Buffer.alloc(32, 7)),
    now: NOW,
  });
});
afterAll(() => t?.drop());

function randomWhy(random: () => number): PlainWhy {
  const days = pick(random, [1, 3, 7, 14]);
  const start = Math.floor((NOW - 20 * DAY + random() * 3 * DAY) / HOUR) * HOUR;
  return {
    number: pick(random, whyNumbers(catalogue)),
    before: { start: start - days * DAY, end: start },
    after: { start, end: start + days * DAY },
    excludeInternal: random() < 0.7,
    zone: pick(random, ['UTC', 'Asia/Kolkata', 'America/New_York']),
    ...(random() < 0.2 && { feature: pick(random, Object.keys(catalogue.features)) }),
    ...(random() < 0.1 && { userId: pick(random, USERS.slice(6)) }),
  };
}

const queryOf = (q: PlainWhy) => ({
  startDate: new Date(q.after.start).toISOString(),
  endDate: new Date(q.after.end).toISOString(),
  timezone: q.zone,
  number: q.number,
  excludeInternal: q.excludeInternal,
  ...(q.feature !== undefined && { feature: q.feature }),
  ...(q.userId !== undefined && { userId: q.userId }),
});

type Span = PlainWhy['before'];

/** How many rows are listed behind a part, or people where those of the number are no rows; null for no such list. */
async function listedBehind(
  q: PlainWhy,
  span: Span,
  filter: Readonly<Record<string, string>>,
): Promise<number | null> {
  const asked = {
    startDate: new Date(span.start).toISOString(),
    endDate: new Date(span.end).toISOString(),
    timezone: q.zone,
    excludeInternal: q.excludeInternal,
    ...(q.feature !== undefined && { feature: q.feature }),
    ...(q.userId !== undefined && { userId: q.userId }),
    ...filter,
  };
  const people = { ...asked, compare: 'none', pageSize: 500 };
  if (q.number === 'activeUsers')
    return (await reports.usageAnalytics(ctx, people as never)).summary!.activeUsers as number;
  if (q.number === 'newUsers')
    return (await reports.usageAnalytics(ctx, { ...people, joined: 'range' } as never)).meta.totalRows!;
  const counter = own<CounterDef>(catalogue.counters, q.number);
  if (counter?.signal) {
    const who = { ...people, people: { [q.number]: '>0' }, sortBy: q.number };
    const { users } = await reports.usageAnalytics(ctx, who as never);
    return sum((users as unknown as Record<string, number>[]).map((user) => user[q.number]!));
  }
  if (q.number === 'totalActivity') return null;
  const action = counter?.actions ?? OF_ACTIONS[q.number];
  const rows = { ...(action && { action }), ...counter?.where, ...asked, pageSize: 1 };
  return (await reports.activities(ctx, rows as never)).meta.totalRows!;
}

const EVERY = Number.POSITIVE_INFINITY;
const sum = (list: readonly number[]) => list.reduce((all, n) => all + n, 0);

describe('the parts of every split', () => {
  it(
    `are what the log says, and add up to the difference, ${RUNS} times`,
    async () => {
      const random = seeded(Number(process.env.SEED ?? 3));
      let [splits, changed, opened, byPaid] = [0, 0, 0, 0];
      for (let i = 0; i < RUNS; i++) {
        const made = randomWhy(random);
        const found: Why = await reports.why(ctx, queryOf(made), EVERY);
        // As many days and hours by the calendar, in which the clock may have been moved.
        const { start, end } = found.meta.comparison!;
        const q = { ...made, before: { start: Date.parse(start), end: Date.parse(end) } };
        const asked = JSON.stringify(q);
        const isPeople = q.number === 'activeUsers' || q.number === 'newUsers';
        // Who was erased is no person any more, and found by nobody.
        const there = ({ userId }: { userId: string }) => !isPeople || userId !== ERASED;
        const [before, after] = [
          rowsOf(raw, q, q.before).filter(there),
          rowsOf(raw, q, q.after).filter(there),
        ];
        const total = (rows: typeof before) => sum(rows.map(({ n }) => n));
        expect([found.before, found.after, found.difference], asked).toEqual([
          total(before),
          total(after),
          total(after) - total(before),
        ]);
        const usual = usualOf(q, [before, after]);
        if ([...before, ...after].every(({ userId }) => userId !== ERASED))
          expect(found.usual, asked).toBe(usual);
        for (const { dimension, parts, others } of found.splits) {
          splits++;
          if (dimension === 'paid') byPaid++;
          expect(others, asked).toBeNull();
          const add = (of: 'before' | 'after' | 'difference') => sum(parts.map((part) => part[of]!));
          expect([add('before'), add('after'), add('difference')], `${asked} ${dimension}`).toEqual([
            found.before,
            found.after,
            found.difference,
          ]);
          const told: Record<string, [number, number]> = {};
          const spans = [q.before, q.after] as const;
          const keyOf = (row: PlainCount, span: Span) =>
            partOf(raw, { codes, paid, segments, erased: new Set([ERASED]) }, q, span, row, dimension);
          for (const [side, rows] of [before, after].entries())
            for (const row of rows) {
              const key = keyOf(row, spans[side]!);
              told[key] ??= [0, 0];
              told[key][side]! += row.n;
            }
          const keyed = Object.fromEntries(parts.map((part) => [part.key, [part.before, part.after]]));
          expect(keyed, `${asked} ${dimension}`).toEqual(told);
          for (const [side, rows] of [before, after].entries())
            for (const { key, filter } of parts.filter(() => random() < 2 / parts.length)) {
              if (!filter) {
                expect(['(none)', '(erased)', 'api_call', 'presence_minute'], asked).toContain(key);
                continue;
              }
              const span = spans[side]!;
              // Of what was erased nothing is left to list.
              const left = rows.filter((row) => row.userId !== ERASED && keyOf(row, span) === key);
              const listed = await listedBehind(q, span, filter);
              if (listed === null) continue;
              opened++;
              expect(listed, `${asked} ${dimension}=${key} ${side}`).toBe(sum(left.map(({ n }) => n)));
            }
        }
        if (found.difference !== 0) changed++;
      }
      expect(splits).toBeGreaterThan(RUNS * 3);
      expect(byPaid).toBeGreaterThan(RUNS / 4);
      expect(changed).toBeGreaterThan(RUNS / 2);
      expect(opened).toBeGreaterThan(RUNS * 2);
    },
    60_000 + RUNS * 1_000,
  );
});

it('compares a range that is not over as far as it has come, by the clock of its zone', async () => {
  // Clocks were moved on 8 March: the week before has an hour less.
  const query = {
    period: '14days',
    timezone: 'America/New_York',
    number: 'activities',
    excludeInternal: true,
  };
  const { before, after, meta } = await reports.why(ctx, query, EVERY);
  const first = Date.parse('2026-03-07T00:00:00-05:00');
  const earlier = Date.parse('2026-02-21T00:00:00-05:00');
  const until = Date.parse('2026-03-06T11:37:11.123-05:00');
  const counted = (start: number, end: number) =>
    rowsOf(raw, { ...query, zone: query.timezone } as never, { start, end }).reduce(
      (all, { n }) => all + n,
      0,
    );
  expect([before, after]).toEqual([counted(earlier, until), counted(first, NOW)]);
  expect(Date.parse(meta.comparison!.end)).toBe(until);
});
