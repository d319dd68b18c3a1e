import fc from 'fast-check';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { breakdownValue, defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import type { RetentionPolicy } from '../../src/contract/families/privacy/settings.ts';
import type { ActivityInput, Outcome } from '../../src/contract/index.ts';
import { dayOf } from '../../src/db/days.ts';
import { identifyUsers } from '../../src/ingest/identify.ts';
import { createIngest, type Ingest } from '../../src/ingest/index.ts';
import { createTombstones, type Tombstones } from '../../src/ingest/tombstones.ts';
import { eraseUser } from '../../src/jobs/erase/index.ts';
import { ensurePartitions } from '../../src/jobs/partitions.ts';
import { rebuild } from '../../src/jobs/rebuild.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { retain } from '../../src/jobs/retention.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { sweepErased } from '../../src/store/sweep.ts';
import { random, type TestDatabase, testDatabase, told } from '../support/index.ts';

const NOW = Date.UTC(2026, 2, 15, 12);
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
/** Midnights, the hour that New York skips, and moments before and after: late, early and out of order. */
const INSTANTS = [
  '2026-03-08T04:59:59.999Z',
  '2026-03-08T05:00:00.000Z',
  '2026-03-08T06:59:59.999Z',
  '2026-03-08T07:00:00.000Z',
  '2026-03-07T18:30:00.000Z',
  '2026-03-01T00:00:00.000Z',
  '2026-02-28T23:59:59.999Z',
  '2026-03-15T11:59:00.000Z',
].map((text) => Date.parse(text));
/** Older than what is tracked live, on both sides of a month's border; retention removes it. */
const OLD = ['2025-11-30T23:59:59.999Z', '2025-12-01T00:00:00.000Z', '2025-12-01T04:30:00.000Z'].map((text) =>
  Date.parse(text),
);
const IDS = Array.from({ length: 6 }, (_, i) => random(i).uuid(NOW));
const DETAILS = [
  null,
  { theme: 'joi' },
  { theme: 'Forced_Bi' },
  { theme: 'new', layout: 'top bottom' },
  { layout: 'grid' },
];
const ACTIONS = [
  'session_created',
  'smart_caption_generated',
  'babecock_created',
  'babecock_remix',
  'page_viewed',
];

const of = <T>(list: readonly T[]) => fc.constantFrom(...list);
const activity = fc.record({
  userId: of(['a', 'b', 'Ä']),
  createdAt: of(INSTANTS),
  eventId: of(IDS),
  action: of(ACTIONS),
  details: of(DETAILS),
});
const batch = fc.array(activity, { minLength: 1, maxLength: 12 });
const history = fc.array(
  activity.chain((each) => of(OLD).map((createdAt) => ({ ...each, createdAt }))),
  { minLength: 1, maxLength: 12 },
);
/** What goes on at the same time as the writers: all of it promises to be safe while the server runs. */
const BESIDE = [
  'nothing',
  'nothing',
  'rebuild',
  'reconcile',
  'fold',
  'internal',
  'external',
  'build',
  'build',
  'retain',
  'erase',
  'sweep',
] as const;
/** Who is erased, and comes back again and again. */
const GONE = 'b';
const step = fc.oneof(
  // Several writers at once, of two processes, through the queue and past it.
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      batches: fc.array(batch, { minLength: 1, maxLength: 5 }),
      beside: of(BESIDE),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('history' as const), batch: history, beside: of(BESIDE) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('transaction' as const),
      activities: batch,
      commits: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('signals' as const),
      userId: of(['a', 'c']),
      n: fc.integer({ min: 1, max: 5 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Attempt {
  input: ActivityInput;
  outcome: Outcome;
}

interface Proof {
  readonly t: TestDatabase;
  readonly other: Ingest;
  readonly tombstones: Tombstones;
}

const open: TestDatabase[] = [];
afterAll(() => Promise.all(open.map((t) => t.drop())));

it('counters, blocks and totals are what the log says, after any history', async () => {
  let histories = 0;
  let attempts = 0;
  await fc.assert(
    fc.asyncProperty(of(ZONES), fc.array(step, { minLength: 1, maxLength: 8 }), async (timezone, steps) => {
      const fresh = await testDatabase({ timezone, now: () => NOW });
      open.push(fresh);
      await ensurePartitions(fresh.db, NOW);
      const tombstones = createTombstones(fresh.db, Buffer.alloc(32, 1));
      const process = () => createIngest(fresh.db, { catalogue, now: () => NOW, tombstones });
      const t = { ...fresh, ingest: process() };
      const other = process();
      const made: Attempt[] = [];
      for (const each of steps) made.push(...(await run({ t, other, tombstones }, each)));
      await t.ingest.flush();
      const found = await reconcile(t.db, { catalogue });
      expect(found.drift).toEqual([]);
      expect(found.pending).toBe(0);
      await agree(t, made, timezone);
      // And the same again of blocks alone.
      await buildBlocks(t.db, catalogue, { now: NOW, force: true });
      expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
      await agree(t, made, timezone);
      histories++;
      attempts += made.length;
      await t.ingest.close();
      await other.close();
      open.splice(open.indexOf(fresh), 1);
      await fresh.drop();
    }),
    { numRuns: Number(process.env.PROOF_RUNS ?? 25), seed: Number(process.env.PROOF_SEED ?? 20260315) },
  );
  console.log(`${histories} histories, ${attempts} activities sent: drift 0`);
});

async function run(p: Proof, s: Step): Promise<Attempt[]> {
  const { t, other } = p;
  switch (s.kind) {
    case 'write': {
      const writes = s.batches.map((inputs, i) => write(i % 2 ? other : t.ingest, inputs, i));
      const [made] = await Promise.all([Promise.all(writes), runBeside(p, s.beside)]);
      return made.flat();
    }
    case 'history': {
      const [made] = await Promise.all([write(t.ingest, s.batch, 0), runBeside(p, s.beside)]);
      return made;
    }
    case 'transaction':
      return inTransaction(t, s.activities, s.commits);
    case 'signals':
      for (let i = 0; i < s.n; i++) t.ingest.signals.apiCall(s.userId);
      t.ingest.signals.present(s.userId);
      await t.ingest.signals.flush();
      return [];
  }
}

const POLICY: RetentionPolicy = {
  activity: Object.fromEntries(Object.keys(catalogue.features).map((feature) => [feature, 90])),
  auditLog: 'keep',
  deadLetters: 'keep',
};

async function runBeside({ t, tombstones }: Proof, what: (typeof BESIDE)[number]): Promise<void> {
  if (what === 'rebuild') await rebuild(t.db, { catalogue, now: NOW });
  else if (what === 'build') await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  else if (what === 'sweep') await sweepErased(t.db);
  else if (what === 'retain') await retain(t.db, { catalogue, policy: POLICY, now: NOW, chunk: 3 });
  else if (what === 'erase') {
    // What is pending counts nowhere, and would go without a trace.
    await t.ingest.foldPending();
    await eraseUser(t.db, GONE, { catalogue, tombstones, now: NOW });
  } else if (what === 'reconcile') expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
  else if (what === 'fold') await t.ingest.foldPending();
  else if (what !== 'nothing') {
    const user = { userId: 'a', internal: what === 'internal' };
    expect(await identifyUsers(t.db, [user])).toEqual([{ outcome: 'recorded' }]);
  }
}

async function write(ingest: TestDatabase['ingest'], inputs: ActivityInput[], i: number): Promise<Attempt[]> {
  const outcomes =
    i % 3 === 0
      ? await ingest.writeHistory(inputs, 'proof')
      : (await Promise.all(inputs.map((input) => ingest.track(input)))).map((tracked) => tracked.outcome);
  return inputs.map((input, k) => ({ input, outcome: outcomes[k]! }));
}

async function inTransaction(t: TestDatabase, inputs: ActivityInput[], commits: boolean): Promise<Attempt[]> {
  const client = new pg.Client({ connectionString: t.url });
  await client.connect();
  try {
    await client.query('begin');
    const made: Attempt[] = [];
    for (const input of inputs) {
      const { outcome } = await t.ingest.track(input, { tx: client });
      made.push({
        input,
        outcome: outcome.outcome === 'pending' ? { ...outcome, outcome: 'committed' } : outcome,
      });
    }
    await client.query(commits ? 'commit' : 'rollback');
    return commits ? made : [];
  } finally {
    await client.end();
  }
}

const keyOf = (a: ActivityInput) => `${a.userId} ${a.createdAt} ${a.eventId}`;
const contentOf = (a: ActivityInput) => `${a.action} ${JSON.stringify(a.details)}`;

/** Held against a model in plain JavaScript, which shares no code with ingest but the folding of values. */
async function agree(t: TestDatabase, made: readonly Attempt[], timezone: string): Promise<void> {
  const committed = made.filter(({ outcome }) => outcome.outcome === 'committed');
  const first = new Map(committed.map(({ input }) => [keyOf(input), input]));
  expect(first.size, 'each key is committed once').toBe(committed.length);
  const erased = made.some(({ outcome }) => outcome.outcome === 'erased') || (await isErased(t));
  for (const { input, outcome } of made) {
    if (outcome.outcome === 'erased') expect(input.userId).toBe(GONE);
    if (outcome.outcome === 'erased' || isTooOld(outcome)) continue;
    const kept = first.get(keyOf(input));
    expect(kept, 'what was sent is in the log').toBeDefined();
    if (outcome.outcome === 'committed') continue;
    const same = contentOf(input) === contentOf(kept!);
    if (same) expect(outcome.outcome).toBe('duplicate');
    else expect(outcome).toMatchObject({ reason: expect.stringMatching(/^(id_conflict|transaction)$/) });
  }
  const stored = await t.db.pool.query(
    `select user_id, sessions_created, smart_captions_generated, caption_theme_joi, caption_theme_forced_bi,
       babecock_layouts_top_bottom, pages_viewed from ${t.db.s}.user_usage_stats
     where first_activity_at is not null order by user_id collate "C"`,
  );
  const alive = [...first.values()].filter(({ userId }) => !erased || userId !== GONE);
  expect(stored.rows).toEqual(model(alive));
  // Totals go on telling what erased users did, and what retention has removed.
  const days = [OLD[0]!, NOW].map((ms) => dayOf(ms, timezone)) as [string, string];
  const { totals } = await told(t.db, catalogue, days);
  const counted = totals.map((line) => /^(\S+ \S+).*: (\d+), internal/.exec(line)!);
  const byDay = new Map<string, number>();
  for (const [, key, n] of counted)
    if (ACTIONS.includes(key!.split(' ')[1]!)) byDay.set(key!, (byDay.get(key!) ?? 0) + Number(n));
  const expected = new Map<string, number>();
  for (const { createdAt, action } of first.values()) {
    const key = `${dayOf(Number(createdAt), timezone)} ${action}`;
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  expect(Object.fromEntries(byDay)).toEqual(Object.fromEntries(expected));
}

const isTooOld = (outcome: Outcome): boolean =>
  outcome.outcome === 'dead_letter' && outcome.reason === 'too_old';

async function isErased(t: TestDatabase): Promise<boolean> {
  const { rows } = await t.db.pool.query(`select from ${t.db.s}.erased_users`);
  return rows.length > 0;
}

function model(log: readonly ActivityInput[]) {
  return [...new Set(log.map((a) => a.userId))].sort().map((user_id) => {
    const count = (action: string, detail?: string, value?: string) =>
      log.filter((a) => {
        const raw = (a.details as Record<string, unknown> | null)?.[detail ?? ''];
        return (
          a.userId === user_id &&
          a.action.match(action) &&
          (detail === undefined || breakdownValue(catalogue, detail, raw) === value)
        );
      }).length;
    return {
      user_id,
      sessions_created: count('^session_created$'),
      smart_captions_generated: count('^smart_caption_generated$'),
      caption_theme_joi: count('^smart_caption_generated$', 'theme', 'JOI'),
      caption_theme_forced_bi: count('^smart_caption_generated$', 'theme', 'Forced-Bi'),
      babecock_layouts_top_bottom: count('^babecock_', 'layout', 'top-bottom'),
      pages_viewed: count('^page_viewed$'),
    };
  });
}
