import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, told } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import type { ActivityInput as AnyInput, Outcome } from '../contract/index.ts';
import { addDays, dayOf, startOfDay } from '../db/days.ts';
import { changeFlags } from '../ingest/identify.ts';
import { createIngest, type Ingest } from '../ingest/index.ts';
import { replayLetters } from '../ingest/letters.ts';
import { createTombstones, type Tombstones } from '../ingest/tombstones.ts';
import { buildBlocks } from '../store/build.ts';
import { sweepErased } from '../store/sweep.ts';
import { eraseUser } from './erase/index.ts';
import { findText } from './erase/testing.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { retain } from './retention.ts';

type ActivityInput = AnyInput & { userId: string };

/** Histories tried; `HISTORIES=10000` for the long run. */
const RUNS = Number(process.env.HISTORIES ?? 25);
const SEED = Number(process.env.HISTORIES_SEED ?? 4711);
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 20, 9, 30);
const ZONE = 'America/New_York';
const USERS = ['ann-user', 'bob-user', 'cid-user'];
const THEMES = ['JOI', 'odd', 'beta'];

let t: TestDatabase;
let tombstones: Tombstones;
beforeAll(async () => {
  t = await testDatabase({ timezone: ZONE });
  tombstones = createTombstones(t.db, Buffer.alloc(32, 3));
});
afterAll(() => t.drop());

const activity = fc.record({
  user: fc.nat(2),
  kind: fc.constantFrom('session_created', 'smart_caption_generated', 'user_updated', 'nonsense'),
  /** Quarters of a day before now. */
  age: fc.nat(4 * 200),
  theme: fc.constantFrom(...THEMES),
  names: fc.nat(2),
});
type Act = typeof activity extends fc.Arbitrary<infer A> ? A : never;

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('ingest' as const), acts: fc.array(activity, { maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), pick: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase' as const), user: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('retain' as const),
      days: fc.constantFrom(90, 120, 150),
      one: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('signal' as const), user: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('flag' as const), user: fc.nat(2), internal: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('rebuild' as const, 'replay' as const, 'build' as const, 'sweep' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What must be true, kept beside the database in the plainest way. */
interface Model {
  readonly sent: ActivityInput[];
  /** Activities that count, by key. */
  readonly counted: Map<string, ActivityInput>;
  readonly erased: Set<string>;
  archived: Record<string, number>;
  /** By day of the zone; erased users' too. */
  readonly totals: Map<string, number>;
}

const featureOf = (input: ActivityInput) =>
  catalogue.actions[input.action as keyof typeof catalogue.actions]?.feature;

function expected(m: Model, input: ActivityInput): Outcome['outcome'] {
  if (m.erased.has(input.userId)) return 'erased';
  const feature = featureOf(input);
  if (!feature) return 'dead_letter';
  if (Number(input.createdAt) < (m.archived[feature] ?? 0)) return 'dead_letter';
  return m.counted.has(input.eventId!) ? 'duplicate' : 'committed';
}

async function send(m: Model, ingest: Ingest, inputs: ActivityInput[]): Promise<void> {
  const wanted: string[] = [];
  for (const input of inputs) {
    const outcome = expected(m, input);
    wanted.push(outcome);
    if (outcome !== 'committed') continue;
    m.counted.set(input.eventId!, input);
    const day = `${dayOf(Number(input.createdAt), ZONE)} ${input.action}`;
    m.totals.set(day, (m.totals.get(day) ?? 0) + 1);
  }
  const outcomes = await ingest.writeHistory(inputs, 'test');
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(wanted);
}

let serial = 0;
const inputOf = (act: Act): ActivityInput => {
  const createdAt = NOW - act.age * (DAY / 4);
  const details = act.kind === 'user_updated' ? { targetUserId: USERS[act.names] } : { theme: act.theme };
  const tail = String(++serial).padStart(12, '0');
  return {
    userId: USERS[act.user]!,
    action: act.kind,
    createdAt,
    eventId: `00000000-0000-4000-8000-${tail}`,
    details,
  };
};

async function take(m: Model, ingest: Ingest, s: Step): Promise<void> {
  if (s.do === 'ingest') {
    const inputs = s.acts.map(inputOf);
    m.sent.push(...inputs);
    await send(m, ingest, inputs);
  } else if (s.do === 'again') {
    const input = m.sent[s.pick % Math.max(1, m.sent.length)];
    if (input) await send(m, ingest, [input, input]);
  } else if (s.do === 'erase') {
    const userId = USERS[s.user]!;
    if (await eraseUser(t.db, userId, { catalogue, tombstones, now: NOW })) m.erased.add(userId);
    for (const [key, input] of m.counted) if (m.erased.has(input.userId)) m.counted.delete(key);
  } else if (s.do === 'retain') {
    const features = s.one ? ['sessions'] : Object.keys(catalogue.features);
    const policy: RetentionPolicy = {
      activity: Object.fromEntries(features.map((feature) => [feature, s.days])),
      auditLog: 'keep',
      deadLetters: 'keep',
    };
    const cut = startOfDay(addDays(dayOf(NOW, ZONE), -s.days), ZONE);
    const done = await retain(t.db, { catalogue, policy, now: NOW, chunk: 3 });
    for (const { feature } of done.features) m.archived[feature] = Math.max(m.archived[feature] ?? 0, cut);
  } else if (s.do === 'signal') {
    ingest.signals.apiCall(USERS[s.user]!);
    await ingest.signals.flush();
  } else if (s.do === 'flag') await changeFlags(t.db, [{ userId: USERS[s.user]!, internal: s.internal }]);
  else if (s.do === 'build') await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  else if (s.do === 'sweep') await sweepErased(t.db);
  else if (s.do === 'rebuild') await rebuild(t.db, { catalogue, now: NOW });
  else await replayLetters(t.db, ingest, { all: true }, {});
}

const byKey = ([a]: [string, number], [b]: [string, number]) => (a < b ? -1 : 1);

async function check(m: Model): Promise<void> {
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
  const { totals } = await told(t.db, catalogue, [addDays(dayOf(NOW, ZONE), -201), dayOf(NOW, ZONE)]);
  const counted = new Map<string, number>();
  for (const line of totals) {
    const [, day, action, n] = /^(\S+) (\S+).*: (\d+), internal \d+$/.exec(line)!;
    const key = `${day} ${action}`;
    if (Object.hasOwn(catalogue.actions, action!)) counted.set(key, (counted.get(key) ?? 0) + Number(n));
  }
  expect([...counted].sort(byKey)).toEqual([...m.totals].sort(byKey));
  const { rows: users } = await t.db.pool.query<{ id: string; n: number }>(
    `select user_id as id, sessions_created + smart_captions_generated as n from ${t.db.s}.user_usage_stats
     where user_id <> all ($1) order by 1`,
    [['(erased)', '(erased, internal)']],
  );
  const lifetime = new Map<string, number>();
  for (const { userId, action } of m.counted.values())
    lifetime.set(userId, (lifetime.get(userId) ?? 0) + (action === 'user_updated' ? 0 : 1));
  for (const { id, n } of users) expect([id, n]).toEqual([id, lifetime.get(id) ?? 0]);
  for (const id of lifetime.keys()) expect(users.map((row) => row.id)).toContain(id);
  for (const id of m.erased) expect(await findText(t.db, id)).toEqual([]);
}

async function empty(): Promise<void> {
  const { rows } = await t.db.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = $1
       and table_name not in ('meta', 'write_guard', 'schema_migrations', 'catalogue_columns', 'activity_kinds')
       and table_name not like 'user_activity_logs_%'`,
    [t.db.schema],
  );
  await t.db.pool.query(`truncate ${rows.map(({ name }) => `${t.db.s}."${name}"`).join(', ')} cascade`);
  await t.db.pool.query(`delete from ${t.db.s}.meta where key = 'archived_before'`);
  await t.db.pool.query(`update ${t.db.s}.write_guard set epoch = epoch + 1`);
}

it(
  `holds its totals, its counters and its silence over ${RUNS} histories`,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        await empty();
        const ingest = createIngest(t.db, { catalogue, now: () => NOW, tombstones });
        const m: Model = { sent: [], counted: new Map(), erased: new Set(), archived: {}, totals: new Map() };
        for (const s of steps) await take(m, ingest, s);
        await ingest.close();
        await check(m);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  RUNS * 10_000,
);
