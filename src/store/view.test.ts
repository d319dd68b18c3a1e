import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { snapshot } from '../db/connect.ts';
import { buildBlocks } from './build.ts';
import { openView, type View } from './view.ts';

const NOW = Date.UTC(2026, 2, 15, 12);
const DAY = 86_400_000;

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
});
afterAll(() => t.drop());

const view = <T>(spans: readonly { start: number; end: number }[], work: (v: View) => Promise<T>) =>
  snapshot(t.db, async (client) =>
    work(await openView({ db: t.db, client, catalogue, zone: 'UTC' }, { spans })),
  );

it('tells the same of blocks, of the log, and of both', async () => {
  const r = random(7);
  const inputs = Array.from({ length: 3_000 }, (_, i) =>
    anActivity({
      userId: `user-${Math.floor(i ** 2 / 7) % 50}`,
      createdAt: NOW - Math.floor(((i * 7919) % 3_000) * ((70 * DAY) / 3_000)),
      eventId: r.uuid(NOW),
      ...(i % 3 === 0
        ? { action: 'smart_caption_generated', details: { theme: ['joi', 'CBT', 'own'][(i % 7) % 3] } }
        : {}),
    }),
  );
  await t.ingest.writeHistory(inputs, 'test');
  const spans = [{ start: NOW - 80 * DAY, end: NOW + 1 }];
  const buckets = Array.from({ length: 81 }, (_, i) => ({
    start: spans[0]!.start + i * DAY,
    end: spans[0]!.start + (i + 1) * DAY,
  }));
  const ask = () =>
    view(spans, async (v) => {
      const places = null;
      const span = spans[0]!;
      const ones = new Uint8Array(v.kindCount).fill(1);
      const groups = new Int32Array(v.kindCount).fill(-1);
      for (const kind of v.kinds) groups[kind.no] = kind.no - 1;
      const [people, totals, distinct, cells] = await v.walk([
        {
          sink: 'people',
          span,
          places,
          internal: false,
          passes: ones,
          weights: [new Int32Array(v.kindCount).fill(2)],
          last: true,
          days: Float64Array.from([...buckets.map((b) => b.start), buckets.at(-1)!.end]),
        },
        { sink: 'totals', span, places, buckets, groups, size: v.kindCount },
        { sink: 'distinct', span, places, internal: false, buckets, passes: null },
        { sink: 'cells', span, places, buckets, groups, byUser: true },
      ]);
      const sorted = (list: Iterable<number>) => [...list];
      return {
        kinds: v.kinds.map((k) => [k.action, ...k.values]),
        people: people.activities.reduce((a, b) => a + b, 0),
        columns: sorted(people.columns[0]!),
        last: sorted(people.last!),
        days: sorted(people.days!),
        totals: totals.all.reduce((a, b) => a + b, 0),
        byBucket: sorted(totals.all),
        distinct: [distinct.total, ...distinct.counts],
        cells: Array.from({ length: cells.length }, (_, i) =>
          [cells.users[i], cells.groups[i], cells.buckets[i], cells.counts[i]].join(' '),
        ).sort(),
      };
    });
  const fromLog = await ask();
  expect(fromLog.people).toBe(3_000);
  expect(fromLog.totals).toBe(3_000);
  const built = await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  expect(built.activities).toBeGreaterThan(2_900);
  expect(await ask()).toEqual(fromLog);
  expect(await buildBlocks(t.db, catalogue, { now: NOW, force: true })).toEqual({ blocks: 0, activities: 0 });
  // A late one takes its block away.
  const before = await t.db.pool.query(`select count(*) as n from ${t.db.s}.chronicle_blocks`);
  await t.ingest.writeHistory([anActivity({ userId: 'late', createdAt: NOW - 40 * DAY })], 'test');
  const after = await t.db.pool.query(`select count(*) as n from ${t.db.s}.chronicle_blocks`);
  expect(after.rows[0].n).toBe(before.rows[0].n - 1);
  const late = await ask();
  expect(late.people).toBe(3_001);
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  expect(await ask()).toEqual(late);
});
