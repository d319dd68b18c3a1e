import { setTimeout as sleep } from 'node:timers/promises';
import { defaultCatalogue as catalogue } from '../../../../src/catalogue/index.ts';
import { connect, type Database } from '../../../../src/db/connect.ts';
import { rebuild } from '../../../../src/jobs/rebuild.ts';
import { reconcile } from '../../../../src/jobs/reconcile.ts';
import { retain } from '../../../../src/jobs/retention.ts';
import { random } from '../../../../src/sample/random.ts';
import { buildBlocks } from '../../../../src/store/build.ts';
import { everything } from '../../../support/everything.ts';
import type { FaultCase } from '../case.ts';
import { openHistory } from '../history.ts';

export const jobs: FaultCase = {
  name: 'jobs',
  fault:
    'two processes run retention, builds and recounts at once, and their connections are killed in the middle',
  expected: { 'both at retention': 0, 'counted less than before': 0, drift: 0, 'left to remove': 0 },
  mutants: ['keeps-nothing'],
  async run(world) {
    const { url, db, now, count, close } = await openHistory(world);
    const policy = {
      activity: Object.fromEntries(Object.keys(catalogue.features).map((feature) => [feature, 90])),
      auditLog: 'keep',
      deadLetters: 'keep',
    } as const;
    const r = random(world.seed);
    const two = [connect({ url, poolSize: 4 }), connect({ url, poolSize: 4 })];
    for (const { pool } of two) pool.on('error', () => {});
    const remove = (of: Database) => retain(of, { catalogue, policy, now, chunk: 50 });
    let [kills, atOnce, running, ended] = [0, 0, 0, 0];
    const work = async (of: Database) => {
      while (ended < (world.short ? 6 : 60)) {
        // Each is refused by the other's lock, or killed; the next goes on.
        running++;
        if (running > 1) atOnce++;
        const steps = [
          () => remove(of),
          () => buildBlocks(of, catalogue, { now, force: true }),
          () => rebuild(of, { catalogue, now }),
        ];
        for (const step of steps) await step().catch(() => {});
        running--;
        ended++;
      }
    };
    let going = true;
    const killing = (async () => {
      while (going) {
        await sleep(r.int(20, 120));
        const { rows } = await db.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
             and query not like '%advisory%' order by random() limit 1`,
        );
        kills += rows.length;
      }
    })();
    try {
      await Promise.all(two.map(work));
      going = false;
      await killing;
      const both = await Promise.all(two.map(remove));
      await remove(db);
      if (world.mutant) await db.pool.query(`delete from ${db.s}.chronicle_kept`);
      const counted = (await everything(db, catalogue)).reduce((sum, { n }) => sum + n, 0);
      const { rows } = await db.pool.query<{ n: number }>(
        `select count(*)::int as n from ${db.s}.user_activity_logs where created_at < to_timestamp($1)`,
        [(now - 92 * 86_400_000) / 1_000],
      );
      return {
        'both at retention': Number(both.every(({ ran }) => ran)),
        'counted less than before': count - counted,
        drift: (await reconcile(db, { catalogue })).total,
        'left to remove': rows[0]!.n,
        kills,
        'at once': atOnce,
      };
    } finally {
      going = false;
      await killing;
      await Promise.all(two.map((each) => each.close()));
      await close();
    }
  },
};
