import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../../../src/app/installation.ts';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { defaultCatalogue as catalogue } from '../../../../src/catalogue/index.ts';
import { newEventId } from '../../../../src/ingest/ids.ts';
import { buildBlocks } from '../../../../src/store/build.ts';
import { hostOf } from '../../../support/nodes.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { startTraffic, type Track, trackOf } from '../traffic.ts';

/** Takes the first answer for none. */
const twice =
  (of: Installation): Track =>
  async (input) => {
    const track = trackOf(of, null);
    await track(input);
    return track({ ...input, eventId: newEventId() });
  };

export const newWorker: FaultCase = {
  name: 'new-worker',
  fault:
    'on Citus: a worker is added, and shards are moved to it while activity comes in and blocks are built',
  expected: { 'jobs that failed': 0, 'moved nothing': 0, refused: 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['sends-twice'],
  async run({ where, mutant }) {
    const { nodes } = where;
    if (!nodes || nodes.length < 3) return 'it takes a Citus cluster with two workers or more: --on URL';
    const url = await where.database({ workers: nodes.length - 2 });
    // Two that share the load, as processes do.
    const both = await Promise.all([1, 2].map(() => openInstallation({ databaseUrl: url })));
    const { db } = both[0]!;
    const ask = async (text: string, values: readonly unknown[] = []) =>
      (await db.pool.query(text, [...values])).rows[0];
    const placed = async (groupsAbove: number): Promise<number> =>
      (await ask('select count(*)::int as n from pg_dist_placement where groupid > $1', [groupsAbove])).n;
    const running = both.map((each) =>
      startTraffic(mutant ? twice(each) : trackOf(each, null), 8, each === both[0] ? 0 : 1e6),
    );
    let building = true;
    const builder = (async () => {
      while (building) {
        await buildBlocks(db, catalogue, { now: Date.now(), force: true }).catch(() => {});
        await sleep(200);
      }
    })();
    const sum = (of: (t: (typeof running)[number]['traffic']) => number) =>
      running.reduce((all, { traffic }) => all + of(traffic), 0);
    try {
      while (sum((t) => t.acknowledged.size) < 500) await sleep(10);
      const { groupid } = await ask('select max(groupid) as groupid from pg_dist_node');
      await ask('select citus_add_node($1, $2)', hostOf(nodes.at(-1)!.url));
      const began = performance.now();
      const before = sum((t) => t.acknowledged.size);
      const { job } = await ask('select citus_rebalance_start() as job');
      const state = async () =>
        (await ask('select state::text as state from pg_dist_background_job where job_id = $1', [job])).state;
      while (!/finished|failed|cancelled/.test(await state())) await sleep(500);
      const seconds = (performance.now() - began) / 1_000;
      const meanwhile = sum((t) => t.acknowledged.size) - before;
      const all = await Promise.all(running.map(({ stop }) => stop()));
      building = false;
      await builder;
      const acknowledged = new Set(all.flatMap((each) => [...each.acknowledged]));
      return {
        ...(await recounted(db, acknowledged)),
        'jobs that failed': Number((await state()) !== 'finished'),
        'moved nothing': Number((await placed(groupid)) === 0),
        refused: sum((t) => t.refused),
        acknowledged: acknowledged.size,
        'while shards moved': meanwhile,
        seconds: Math.round(seconds),
        'shards moved': await placed(groupid),
      };
    } finally {
      building = false;
      await builder;
      await Promise.all(running.map(({ stop }) => stop()));
      await Promise.all(both.map((each) => each.close()));
    }
  },
};
