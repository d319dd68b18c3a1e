import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports } from '../../../test/support/reports.ts';
import { defaultCatalogue as catalogue, type DefaultCatalogue } from '../../catalogue/index.ts';
import { recordFacts } from '../../ingest/facts.ts';
import { createTombstones } from '../../ingest/tombstones.ts';
import { eraseUser } from '../../jobs/erase/index.ts';
import { retain } from '../../jobs/retention.ts';
import { buildBlocks } from '../../store/build.ts';
import type { ReportContext } from '../context.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from '../testing/history.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const DAY = 86_400_000;
const ZONE = 'America/New_York';
const ZONES = [ZONE, 'UTC', 'Asia/Kathmandu'];
const RUNS = Number(process.env.EXPLORE_RUNS ?? 300);
const GONE = 'user-9';

let t: TestDatabase;
let ctx: ReportContext;

beforeAll(async () => {
  t = await testDatabase({ now: () => NOW, timezone: ZONE });
  const { pool, s } = t.db;
  ctx = { db: t.db, catalogue, zone: ZONE, currency: 'USD', now: NOW, sample: false };
  const random = seeded(5);
  const ago = (days: number) => new Date(NOW - days * DAY);
  for (const [i, id] of USERS.entries())
    await pool.query(
      `insert into ${s}.users (id, internal, identified, role, created_at, deleted_at)
       values ($1, $2, true, $3, $4, $5)`,
      [
        id,
        INTERNAL.includes(id),
        pick(random, ['maker', 'Maker, of films', 'admin', null]),
        ago(random() * 80 + 0.2),
        i % 13 === 5 ? ago(3) : null,
      ],
    );
  await t.ingest.writeHistory(randomHistory(random, 1_300, NOW - 70 * DAY, NOW), 'test');
  const money = Array.from({ length: 60 }, (_, i) => ({
    id: `deal-${i}`,
    userId: pick(random, USERS),
    kind: pick(random, ['purchase', 'subscription', 'referral_reward'] as const),
    amount: pick(random, [500, 900, -500]),
    currency: 'USD',
    createdAt: ago(random() * 70).toISOString(),
  }));
  const referrals = USERS.slice(10, 24).map((refereeId, i) => ({
    id: `r-${i}`,
    referrerId: pick(random, USERS.slice(0, 6)),
    refereeId,
    code: pick(random, ['SPRING', 'A;B|c:d=e']),
    createdAt: ago(20).toISOString(),
  }));
  await recordFacts(t.db, 'creditTransactions', money);
  await recordFacts(t.db, 'referrals', referrals);
  await buildBlocks(t.db, catalogue, { now: NOW - 2 * DAY, force: true });
  await t.ingest.writeHistory(randomHistory(random, 10, NOW - 60 * DAY, NOW - 3 * DAY), 'test');
  await pool.query(
    `insert into ${s}.user_signals (user_id, hour, signal, writer, sequence, n)
     select 'user-' || i, date_trunc('hour', $1::timestamptz - i * interval '40 hours'), 'api_call', gen_random_uuid(), 1, i + 1
     from generate_series(0, 20) i`,
    [new Date(NOW)],
  );
  // What the recount reads: retention takes nothing from it.
  await pool.query(`create table public.signals as select * from ${s}.user_signals`);
  await pool.query(`create table public.told as select * from ${s}.user_activity_logs`);
  await eraseUser(t.db, GONE, {
    catalogue,
    tombstones: createTombstones(t.db, Buffer.alloc(32, 7)),
    now: NOW,
  });
});
afterAll(() => t?.drop());

/** A rule as text, and the same as a condition on \`u\`, by plain SQL over the rows of the log. */
interface Plain {
  readonly text: string;
  readonly sql: string;
  /** It says which internal accounts are meant. */
  readonly internal?: boolean;
}

const { actions, counters } = catalogue;
const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const ofFeature = (feature: string) =>
  (Object.keys(actions) as (keyof DefaultCatalogue['actions'])[]).filter(
    (name) => actions[name].feature === feature,
  );
const JOI = `(l.action = 'smart_caption_generated' and jsonb_typeof(l.details -> 'theme') in ('string', 'number')
  and translate(lower(l.details ->> 'theme'), ' _-', '') = 'joi')`;

const STEPS: readonly (readonly [text: string, sql: string])[] = [
  ['', 'true'],
  ['session_created', `l.action = 'session_created'`],
  [
    'action=session_created,session_shared&feature=sessions',
    `l.action in ('session_created', 'session_shared')`,
  ],
  ['feature=babecock_studio', `l.action in (${quoted(ofFeature('babecock_studio'))})`],
  ['theme=JOI', JOI],
  ['details.targetUserId=user-5', `l.details ->> 'targetUserId' = 'user-5'`],
];
const DETAILS = STEPS.at(-1)![0];

const at = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A span as text, and its first and last date; null for no bound. */
function someSpan(
  random: () => number,
  zone: string,
): [text: string, first: string | null, last: string | null] {
  const days = (n: number) =>
    `(timestamptz '${new Date(NOW).toISOString()}' at time zone '${zone}')::date - ${n}`;
  const [a, b] = [1 + Math.floor(random() * 50), 1 + Math.floor(random() * 20)];
  const [first, last] = [at(NOW - (a + b) * DAY), at(NOW - b * DAY)];
  return pick(random, [
    ['ever', null, null],
    [`${a}days`, days(a - 1), null],
    [`${a + b}..${b}days`, days(a + b - 1), days(b)],
    [`>${a}days`, null, days(a)],
    [`${first}..${last}`, `date '${first}'`, `date '${last}'`],
    [`..${last}`, null, `date '${last}'`],
    [`${first}..`, `date '${first}'`, null],
  ]);
}

const within = (column: string, zone: string, first: string | null, last: string | null) => {
  const day = `(${column} at time zone '${zone}')::date`;
  return [first && `${day} >= ${first}`, last && `${day} <= ${last}`, 'true'].filter(Boolean).join(' and ');
};

const PG_LIMITS = ['>=', '>', '=', '<=', '<'] as const;

function someRule(random: () => number, zone: string, steps = STEPS): Plain {
  const [span, first, last] = someSpan(random, zone);
  const [step, is] = pick(random, steps);
  const mine = `from public.told l where l.user_id = u.id and ${is}`;
  const limit = pick(random, PG_LIMITS);
  const n = Math.floor(random() * 4);
  const [of, counted] = pick(random, NUMBERS);
  const kind = pick(random, [
    'did',
    'did',
    'did',
    'first',
    'last',
    'number',
    'change',
    'joined',
    'role',
    'referred',
    'internal',
  ] as const);
  switch (kind) {
    case 'did':
      return {
        text: `did:${step}:${limit}${n}:${span}`,
        sql: `(select count(*) ${mine} and ${within('l.created_at', zone, first, last)}) ${limit} ${n}`,
      };
    case 'first':
    case 'last': {
      const edge = `(select ${kind === 'first' ? 'min' : 'max'}(l.created_at) ${mine})`;
      return {
        text: `${kind}:${step}:${span}`,
        sql: `${edge} is not null and ${within(edge, zone, first, last)}`,
      };
    }
    case 'number':
      return {
        text: `number:${of}:${limit}${n}:${span}`,
        sql: `${counted((column) => within(column, zone, first, last))} ${limit} ${n}`,
      };
    case 'change': {
      const days = 1 + Math.floor(random() * 30);
      const today = `(timestamptz '${new Date(NOW).toISOString()}' at time zone '${zone}')::date`;
      const now = counted((column) => within(column, zone, `${today} - ${days - 1}`, null));
      const before = counted((column) =>
        within(column, zone, `${today} - ${2 * days - 1}`, `${today} - ${days}`),
      );
      const [way, by] = pick(random, [
        ['fell', `${before} - ${now}`],
        ['rose', `${now} - ${before}`],
      ]);
      const [more, is] = pick(random, [
        ['', `${by} > 0`],
        ['>=2', `${by} >= 2`],
        ['>=33.33%', `${by} > 0 and ${before} > 0 and (${by}) * 10000 >= 3333 * ${before}`],
      ]);
      return { text: `change:${of}:${way}${more}:${days}days`, sql: is };
    }
    case 'joined':
      return span === 'ever'
        ? someRule(random, zone, steps)
        : {
            text: `joined:${span}`,
            sql: within('coalesce(u.created_at, u.first_seen_at)', zone, first, last),
          };
    case 'role':
      return pick(random, [
        { text: 'role:admin', sql: `coalesce(u.role = 'admin', false)` },
        { text: 'role:maker,Maker%2C%20of%20films', sql: `coalesce(u.role ilike 'maker%', false)` },
      ]);
    case 'referred': {
      const some = (which: string) =>
        `exists (select from $s.referrals f where f.referee_id = u.id ${which})`;
      return pick(random, [
        { text: 'referred:anybody', sql: some('') },
        { text: 'referred:nobody', sql: `not ${some('')}` },
        { text: 'referred:by=user-2', sql: some(`and f.referrer_id = 'user-2'`) },
        { text: `referred:code=${encodeURIComponent('A;B|c:d=e')}`, sql: some(`and f.code = 'A;B|c:d=e'`) },
      ]);
    }
    case 'internal':
      return random() < 0.5
        ? { text: 'internal:true', sql: 'u.internal', internal: true }
        : { text: 'internal:false', sql: 'not u.internal', internal: true };
  }
}

const NUMBERS: readonly (readonly [name: string, sql: (within: (column: string) => string) => string])[] = [
  [
    'activities',
    (w) => `(select count(*) from public.told l where l.user_id = u.id and ${w('l.created_at')})`,
  ],
  [
    'byFeature.smart_captions',
    (w) =>
      `(select count(*) from public.told l where l.user_id = u.id and l.action in (${quoted(ofFeature('smart_captions'))}) and ${w('l.created_at')})`,
  ],
  [
    'sessionsShared',
    (w) =>
      `(select count(*) from public.told l where l.user_id = u.id and l.action in (${quoted(counters.sessionsShared.actions)}) and ${w('l.created_at')})`,
  ],
  [
    'apiCallsTotal',
    (w) =>
      `(select coalesce(sum(n), 0) from public.signals g where g.user_id = u.id and g.signal = 'api_call' and ${w('g.hour')})`,
  ],
  [
    'facts.payments',
    (w) =>
      `(select count(*) from $s.credit_transactions c where c.user_id = u.id and c.kind <> 'referral_reward' and c.amount > 0 and ${w('c.created_at')})`,
  ],
];

async function recount(rules: readonly (readonly Plain[])[], zone: string): Promise<string[]> {
  const all = rules.flat();
  const where = rules.map((group) => `(${group.map(({ sql }) => `(${sql})`).join(' or ')})`).join(' and ');
  const { rows } = await t.db.pool.query<{ id: string }>(
    `select u.id from $s.users u where u.deleted_at is null
       and coalesce(u.created_at, u.first_seen_at) < (((timestamptz '${new Date(NOW).toISOString()}' at time zone '${zone}')::date + 1)::timestamp at time zone '${zone}')
       and ${all.some(({ internal }) => internal) ? 'true' : 'not u.internal'} and ${where} order by 1`.replaceAll(
      '$s',
      t.db.s,
    ),
  );
  return rows.map(({ id }) => id);
}

async function expectAsRecounted(
  random: () => number,
  zones: readonly string[],
  steps = STEPS,
): Promise<number> {
  const zone = pick(random, zones);
  const rules = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    Array.from({ length: random() < 0.7 ? 1 : 2 }, () => someRule(random, zone, steps)),
  );
  const text = rules.map((group) => group.map((rule) => rule.text).join('|')).join(';');
  const asked = { rules: text, timezone: zone };
  const wanted = await recount(rules, zone);
  const { size } = await reports.peopleSize(ctx, asked);
  const list = await reports.peopleList(ctx, { ...asked, pageSize: 500 });
  expect([asked, size, list.meta.totalRows, list.people.map(({ userId }) => userId).sort()]).toEqual([
    asked,
    wanted.length,
    wanted.length,
    wanted,
  ]);
  return wanted.length;
}

describe('who fits rules', () => {
  it(
    `is what the rows of the log tell one by one (${RUNS} random rule sets)`,
    async () => {
      const random = seeded(Number(process.env.EXPLORE_SEED ?? 1));
      let people = 0;
      for (let i = 0; i < RUNS; i++) people += await expectAsRecounted(random, ZONES);
      expect(people).toBeGreaterThan(RUNS);
    },
    90_000 + RUNS * 300,
  );

  it('is listed in the order of what a rule counted, which is told of each', async () => {
    const asked = {
      rules: 'number:activities:>=1:ever;change:activities:fell:30days',
      sortBy: 2,
      sortOrder: 'asc',
    } as const;
    const { people } = await reports.peopleList(ctx, { ...asked, pageSize: 500 });
    const fell = people.map(({ numbers, previous }) => numbers[1]! - previous[1]!);
    expect(fell).toEqual(fell.toSorted((a, b) => a - b));
    expect(fell.every((n) => n < 0)).toBe(true);
    expect(people.map(({ previous }) => previous[0])).toEqual(people.map(() => null));
    const { rows } = await t.db.pool.query(
      `select user_id, count(*)::int as n, max(created_at) as last from public.told group by 1`,
    );
    const told = new Map(rows.map((row) => [row.user_id, row]));
    expect(people.map(({ userId, numbers, lastActivityAt }) => [userId, numbers[0], lastActivityAt])).toEqual(
      people.map(({ userId }) => [userId, told.get(userId).n, told.get(userId).last.toISOString()]),
    );
  });

  it('tells no size of a few where nobody may be told of', async () => {
    const size = async (rules: string) => (await reports.peopleSize(ctx, { rules, anonymize: true })).size;
    const { of } = await reports.peopleSize(ctx, { rules: 'role:admin' });
    for (let n = 0; n < 40; n++) {
      const rules = `number:activities:>=${n * 4}:ever`;
      const exact = (await reports.peopleSize(ctx, { rules })).size!;
      const isFew = (people: number) => people > 0 && people < 5;
      expect([rules, await size(rules)]).toEqual([rules, isFew(exact) || isFew(of - exact) ? null : exact]);
    }
    await expect(size('role:admin;referred:by=user-1')).rejects.toMatchObject({
      fields: { rules: expect.stringContaining('rule 2 names somebody') },
    });
  });

  it.each([
    ['role:admin;', 'rule 2 is empty; takes did, first'],
    ['role:admin;flew:3', 'rule 2 is none (flew:3)'],
    ['did:flown:>=1:ever', 'rule 1 has action flown, which is unknown'],
    ['did::>=1:30..60days', 'rule 1 takes did:STEP:COUNT:SPAN'],
    ['did::1.5:30days', 'rule 1 takes did:STEP:COUNT:SPAN'],
    ['last:2026-02-30..', 'rule 1 takes last:STEP:SPAN'],
    ['role:admin|number:karma:>1:ever', 'rule 2 names karma, which is unknown; takes activities'],
    ['change:activities:fell:ever', 'rule 1 takes change:NAME:CHANGE:SPAN'],
    ['joined:ever', 'rule 1 takes joined:SPAN'],
    ['referred:me', 'rule 1 takes referred:anybody'],
    ['internal:yes', 'rule 1 takes internal:true'],
    [Array.from({ length: 21 }, () => 'role:a').join(';'), 'takes 20 rules at most, and has 21'],
  ])('refuses %s', async (rules, why) => {
    await expect(reports.peopleSize(ctx, { rules })).rejects.toMatchObject({
      fields: { rules: expect.stringContaining(why) },
    });
  });

  it('is sorted by what counts alone', async () => {
    await expect(
      reports.peopleList(ctx, { rules: 'role:admin;did::>=1:ever', sortBy: 1 }),
    ).rejects.toMatchObject({
      fields: {
        sortBy: 'takes the place of a rule that counts something: 2; leave it out, or sort by another',
      },
    });
  });

  // The last one: it removes what the others are about.
  it('tells the same once the log is gone, and names the rule that can no longer be answered', async () => {
    await retain(t.db, {
      catalogue,
      policy: {
        activity: Object.fromEntries(Object.keys(catalogue.features).map((name) => [name, 20])),
        auditLog: 'keep',
        deadLetters: 'keep',
      },
      now: NOW,
    });
    const random = seeded(3);
    const kept = STEPS.filter(([text]) => text !== DETAILS);
    for (let i = 0; i < 40; i++) await expectAsRecounted(random, [ZONE], kept);
    const refused = (rules: string, timezone = ZONE) =>
      expect(reports.peopleSize(ctx, { rules, timezone })).rejects.toMatchObject({
        fields: { rules: expect.stringMatching(/^rule 2 .*the earliest instant that can be served is/) },
      });
    await refused(`role:admin;did:${DETAILS}:>=1:60days`);
    await refused('role:admin|did::>=1:60days', 'Asia/Kathmandu');
  });
});
