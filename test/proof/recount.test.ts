import fc from 'fast-check';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { breakdownValue, defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput, Outcome } from '../../src/contract/index.ts';
import { identifyUsers } from '../../src/ingest/identify.ts';
import { createIngest } from '../../src/ingest/index.ts';
import { ensurePartitions } from '../../src/jobs/partitions.ts';
import { rebuild } from '../../src/jobs/rebuild.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { random, type TestDatabase, testDatabase } from '../support/index.ts';

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
/** What goes on at the same time as the writers: all of it promises to be safe while the server runs. */
const BESIDE = ['nothing', 'nothing', 'rebuild', 'reconcile', 'fold', 'internal', 'external'] as const;
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

const open: TestDatabase[] = [];
afterAll(() => Promise.all(open.map((t) => t.drop())));

it('counters and rollups are what the log says, after any history', async () => {
  let histories = 0;
  let attempts = 0;
  await fc.assert(
    fc.asyncProperty(of(ZONES), fc.array(step, { minLength: 1, maxLength: 8 }), async (timezone, steps) => {
      const t = await testDatabase({ timezone, now: () => NOW });
      open.push(t);
      await ensurePartitions(t.db, NOW);
      const other = createIngest(t.db, { catalogue, now: () => NOW });
      const made: Attempt[] = [];
      for (const each of steps) made.push(...(await run(t, other, each)));
      await t.ingest.flush();
      const found = await reconcile(t.db, { catalogue });
      expect(found.drift).toEqual([]);
      expect(found.pending).toBe(0);
      await agree(t, made);
      histories++;
      attempts += made.length;
      await other.close();
      open.splice(open.indexOf(t), 1);
      await t.drop();
    }),
    { numRuns: Number(process.env.PROOF_RUNS ?? 25), seed: Number(process.env.PROOF_SEED ?? 20260315) },
  );
  console.log(`${histories} histories, ${attempts} activities sent: drift 0`);
});

async function run(t: TestDatabase, other: TestDatabase['ingest'], s: Step): Promise<Attempt[]> {
  switch (s.kind) {
    case 'write': {
      const writes = s.batches.map((inputs, i) => write(i % 2 ? other : t.ingest, inputs, i));
      const [made] = await Promise.all([Promise.all(writes), runBeside(t, s.beside)]);
      return made.flat();
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

async function runBeside(t: TestDatabase, what: (typeof BESIDE)[number]): Promise<void> {
  if (what === 'rebuild') await rebuild(t.db, { catalogue });
  else if (what === 'reconcile') expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
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
      made.push({ input, outcome });
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
async function agree(t: TestDatabase, made: readonly Attempt[]): Promise<void> {
  const committed = made.filter(({ outcome }) => outcome.outcome === 'committed');
  const first = new Map(committed.map(({ input }) => [keyOf(input), input]));
  expect(first.size, 'each key is committed once').toBe(committed.length);
  for (const { input, outcome } of made) {
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
  expect(stored.rows).toEqual(model([...first.values()]));
  const { rows } = await t.db.pool.query(
    `select grain, sum(n)::int as n from ${t.db.s}.activity_rollups where breakdown = '' group by 1 having sum(n) > 0 order by 1`,
  );
  expect(rows).toEqual(first.size === 0 ? [] : [15, 60, 1440].map((grain) => ({ grain, n: first.size })));
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
