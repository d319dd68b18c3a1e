import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../test/support/factories.ts';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { OUTCOME_STEPS, type OutcomesBy, type ReferralOutcomes } from '../contract/index.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00Z');
const DAY = 86_400_000;
const ZONE = 'America/New_York';
const PATH = '/api/admin/referrals/outcomes';
const RANGE = { startDate: '2026-04-01', endDate: '2026-05-31', timezone: ZONE };
/** As instants, by the zone's clock. */
const [START, END] = ['2026-04-01T04:00:00Z', '2026-06-01T04:00:00Z'];

let s: TestServer;
let admin: string;

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW, timezone: ZONE });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  const key = await s.key('track');
  const next = random(11);
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]!;
  const post = (path: string, items: readonly object[]) => s.record(path, items, key);
  const first = Date.parse('2026-03-10T00:00:00Z');
  const users = Array.from({ length: 200 }, (_, i) => ({
    userId: `u-${i}`,
    name: `User ${i}`,
    email: `u${i}@example.com`,
    internal: i % 25 === 0,
    createdAt: new Date(first + Math.floor(next() * 95 * DAY)).toISOString(),
  }));
  await post('identify', users);
  const since = (createdAt: string) => Date.parse(createdAt) + next() * (NOW - Date.parse(createdAt));
  await post(
    'facts/referrals',
    users.flatMap(({ userId, createdAt }, i) =>
      next() < 0.5
        ? []
        : Array.from({ length: next() < 0.3 ? 2 : 1 }, (_, n) => ({
            id: `r-${i}-${n}`,
            referrerId: `u-${(i + 1 + Math.floor(next() * 8)) % 200}`,
            refereeId: userId,
            code: pick(['SPRING', 'MARA10', 'FRIENDS', 'TEN']),
            creditReward: pick([0, 10, 25]),
            createdAt: new Date(Date.parse(createdAt) + n * DAY).toISOString(),
          })),
    ),
  );
  await post(
    'facts/credit-transactions',
    users.flatMap(({ userId, createdAt }, i) =>
      next() < 0.6
        ? []
        : Array.from({ length: 1 + Math.floor(next() * 3) }, (_, n) => ({
            id: `t-${i}-${n}`,
            userId,
            kind: pick(['purchase', 'purchase', 'subscription', 'referral_reward']),
            amount: pick([500, 1_000, -500]),
            currency: pick(['USD', 'USD', 'EUR']),
            credits: 10,
            createdAt: new Date(since(createdAt)).toISOString(),
          })),
    ),
  );
  await t.ingest.writeHistory(
    users.flatMap(({ userId, createdAt }) =>
      next() < 0.3
        ? []
        : Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
            anActivity({
              userId,
              action: pick(['session_viewed', 'session_created', 'media_uploaded', 'session_shared']),
              createdAt: Math.floor(since(createdAt)),
            }),
          ),
    ),
    'test',
  );
  await buildBlocks(t.db, catalogue, { now: NOW - 3 * DAY, force: true });
});
afterAll(() => s.close());

const get = (query: Record<string, string>, path = PATH) =>
  s.ask(`${path}?${new URLSearchParams({ ...RANGE, ...query })}`, { as: admin });

const KEYS: Readonly<Record<OutcomesBy, string>> = {
  code: 'f.code',
  referrer: 'f.referrer_id',
  week: `to_char(greatest(date_trunc('week', u.created_at at time zone '${ZONE}'), '2026-04-01'), 'YYYY-MM-DD')`,
  month: `to_char(date_trunc('month', u.created_at at time zone '${ZONE}'), 'YYYY-MM-DD')`,
};

interface Counted {
  readonly key: string | null;
  readonly referred: boolean;
  readonly ids: string[];
}

/** From the rows of the log and the facts. */
async function recount(by: OutcomesBy, excludeInternal = true, within: number | null = null) {
  const q = s.t.db.s;
  const { rows } = await s.t.db.pool.query(
    // The log by itself first: on Citus it isn't joined with what is on the coordinator.
    `with log as materialized (select user_id, action, created_at from ${q}.user_activity_logs),
      internal as (select id from ${q}.users where internal and $3),
      f as (select distinct on (referee_id) * from ${q}.referrals
        where referee_id not in (select id from internal) and referrer_id not in (select id from internal)
        order by referee_id, created_at, id),
      p as (select u.id, f.id is not null as referred, ${KEYS[by]} as key, coalesce(f.credit_reward, 0) as credits,
        exists (select 1 from log l where l.user_id = u.id and l.created_at >= w.since and l.created_at < w.until) as active,
        exists (select 1 from log l where l.user_id = u.id and l.created_at >= w.since and l.created_at < w.until
          and l.action in ('session_created', 'media_uploaded')) as created,
        exists (select 1 from ${q}.credit_transactions t where t.user_id = u.id and t.created_at >= w.since and t.created_at < w.until
          and t.kind in ('purchase', 'subscription') and t.amount > 0) as paid,
        (select coalesce(sum(amount), 0) from ${q}.credit_transactions t where t.user_id = u.id and t.created_at >= w.since and t.created_at < w.until
          and t.kind = 'purchase' and t.currency = 'USD') as revenue,
        $4::int is not null and w.until > $5 as open
        from ${q}.users u left join f on f.referee_id = u.id
        cross join lateral (select date_trunc('day', u.created_at at time zone '${ZONE}') as day) d
        cross join lateral (select
          case when $4::int is null then $1::timestamptz else day at time zone '${ZONE}' end as since,
          case when $4::int is null then 'infinity' else (day + $4::int * interval '1 day') at time zone '${ZONE}' end as until) w
        where u.created_at >= $1 and u.created_at < $2 and u.id not in (select id from internal))
    select referred, key, count(*)::int as "signedUp", count(*) filter (where active)::int as active,
      count(*) filter (where created)::int as created, count(*) filter (where paid)::int as paid,
      count(*) filter (where open)::int as open,
      sum(revenue)::int as revenue, sum(credits)::int as credits, array_agg(id order by id) as ids
    from p group by 1, 2`,
    [START, END, excludeInternal, within, new Date(NOW)],
  );
  return rows as (Counted & ReferralOutcomes['referred'])[];
}

const NONE = { signedUp: 0, active: 0, created: 0, open: 0, paid: 0, revenue: 0, credits: 0 };
const plain = ({ key: _, referred: __, ids: ___, ...numbers }: Counted & ReferralOutcomes['referred']) =>
  numbers;
const added = (rows: (Counted & ReferralOutcomes['referred'])[]) =>
  rows
    .map(plain)
    .reduce(
      (sum, row) =>
        Object.fromEntries(
          Object.entries(sum).map(([name, n]) => [name, n + row[name as keyof typeof row]]),
        ) as typeof sum,
      NONE,
    );

describe.each(['code', 'referrer', 'week', 'month'] as const)(
  'what became of referred people, by %s',
  (by) => {
    it.each([true, false])('is what log and facts say, without staff: %s', async (excludeInternal) => {
      const { status, json } = await get({ by, excludeInternal: String(excludeInternal) });
      expect(status).toBe(200);
      const rows = await recount(by, excludeInternal);
      const [came, others] = [rows.filter((row) => row.referred), rows.filter((row) => !row.referred)];
      expect(came.length).toBeGreaterThan(1);
      expect([json.referred, json.otherwise, json.currency]).toEqual([added(came), added(others), 'USD']);
      const isByTime = by === 'week' || by === 'month';
      const expected = Object.fromEntries(
        (isByTime ? [...new Set(rows.map(({ key }) => key!))] : came.map(({ key }) => key!)).map((key) => [
          key,
          [
            added(came.filter((row) => row.key === key)),
            isByTime ? added(others.filter((row) => row.key === key)) : null,
          ],
        ]),
      );
      const told = (json as ReferralOutcomes).rows.map(
        ({ key, referrer: _, otherwise, ...numbers }) => [key, [numbers, otherwise]] as const,
      );
      // A week in which nobody came is a row of zeros.
      const empty = told.filter(([key]) => !Object.hasOwn(expected, key));
      expect(empty.map(([, numbers]) => numbers)).toEqual(empty.map(() => [NONE, NONE]));
      expect(Object.fromEntries(told.filter(([key]) => Object.hasOwn(expected, key)))).toEqual(expected);
      expect(json.meta.totalRows).toBe(told.length);
      if (!isByTime)
        expect(told.map(([, [{ signedUp }]]) => signedUp)).toEqual(
          told.map(([, [{ signedUp }]]) => signedUp).sort((a, b) => b - a),
        );
    });

    it('opens its people, as many as each number', async () => {
      const { json } = await get({ by });
      const body = json as ReferralOutcomes;
      const last = body.rows.at(-1)!;
      const asked = [
        [body.referred, { came: 'referred' }],
        [body.otherwise, { came: 'otherwise' }],
        [body.rows[0]!, { came: 'referred', key: body.rows[0]!.key }],
        [last, { came: 'referred', key: last.key }],
        ...(last.otherwise ? [[last.otherwise, { came: 'otherwise', key: last.key }] as const] : []),
      ] as const;
      for (const [numbers, query] of asked)
        for (const step of OUTCOME_STEPS) {
          const found = await get({ by, ...query, step, pageSize: '500' }, `${PATH}/people`);
          expect([found.status, found.json.people.length, found.json.meta.totalRows]).toEqual([
            200,
            numbers[step],
            numbers[step],
          ]);
        }
      const row = (await recount(by)).find(({ key, referred }) => referred && key === body.rows[0]!.key);
      const { json: who } = await get({ by, key: body.rows[0]!.key, pageSize: '500' }, `${PATH}/people`);
      expect(who.people.map(({ userId }: { userId: string }) => userId).sort()).toEqual(
        row?.ids.sort() ?? [],
      );
    });

    it('is a file, too', async () => {
      const { json } = await get({ by });
      const { text, headers } = await get({ by, format: 'csv' });
      expect(headers.get('content-disposition')).toContain(`referral-outcomes-by-${by}`);
      const rows: Record<string, string>[] = parse(text, { columns: true });
      const signedUp = (came: string) =>
        rows.filter((row) => row.came === came).reduce((sum, row) => sum + Number(row.signedUp), 0);
      expect([signedUp('referred'), signedUp('otherwise')]).toEqual([
        json.referred.signedUp,
        json.otherwise.signedUp,
      ]);
      const people = await get({ by, step: 'paid', format: 'csv' }, `${PATH}/people`);
      expect(parse(people.text, { columns: true })).toHaveLength(json.referred.paid);
    });
  },
);

it.each([7, 14, 30])('counts only what they did within %s days of signing up', async (within) => {
  const { json } = await get({ within: String(within) });
  const rows = await recount('code', true, within);
  const came = rows.filter(({ referred }) => referred);
  expect([json.referred, json.otherwise]).toEqual([
    added(came),
    added(rows.filter(({ referred }) => !referred)),
  ]);
  const whole = added((await recount('code')).filter(({ referred }) => referred));
  expect(json.referred.created).toBeLessThan(whole.created);
  expect(json.referred.created).toBeGreaterThan(0);
  // Of those who signed up at the end of May thirty days aren't over.
  expect(json.referred.open > 0).toBe(within === 30);
  expect(
    Object.fromEntries(
      (json as ReferralOutcomes).rows.map(({ key, referrer: _, otherwise: __, ...numbers }) => [
        key,
        numbers,
      ]),
    ),
  ).toEqual(Object.fromEntries(came.map((row) => [row.key, plain(row)])));
  for (const step of OUTCOME_STEPS) {
    const { json: who } = await get({ within: String(within), step }, `${PATH}/people`);
    expect([step, who.meta.totalRows, who.meta.filters.within]).toEqual([
      step,
      json.referred[step],
      String(within),
    ]);
  }
});

it('names who referred', async () => {
  const { json } = await get({ by: 'referrer' });
  const { key, referrer } = (json as ReferralOutcomes).rows[0]!;
  expect(referrer).toEqual({
    userId: key,
    name: `User ${key.slice(2)}`,
    email: `u${key.slice(2)}@example.com`,
    avatarUrl: null,
  });
});

it('refuses what it does not take, by name, and viewers', async () => {
  expect((await get({ by: 'theme' })).json.fields).toEqual({ by: 'takes code, referrer, week, month' });
  expect((await get({ step: 'left' }, `${PATH}/people`)).json.fields).toEqual({
    step: 'takes signedUp, active, created, paid',
  });
  const viewer = await s.signIn('vera@example.com', 'viewer');
  expect((await s.ask(PATH, { as: viewer })).status).toBe(403);
});
