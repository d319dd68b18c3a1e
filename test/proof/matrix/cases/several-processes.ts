import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeys } from '../../../../src/auth/keys.ts';
import { DAY, HOUR } from '../../../../src/db/milliseconds.ts';
import { random } from '../../../../src/sample/random.ts';
import { coveredUntil } from '../../../../src/store/listed.ts';
import type { TargetDatabase } from '../../kill/database.ts';
import { send, type Traffic } from '../../kill/sender.ts';
import { compile, createTarget, type Mutant } from '../../kill/target.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { openHistory } from '../history.ts';

const PROCESSES = 3;
const SENDERS = 6;
const PATIENCE = 300_000;

/** A server's way to a database that others use, too, by a name that the database knows it by. */
function sharedDatabase(url: string, name: string): TargetDatabase {
  const own = new URL(url);
  own.searchParams.set('application_name', name);
  return {
    env: { DATABASE_URL: own.href },
    url: () => url,
    kill: async () => {},
    freeze() {},
    start() {},
    stop() {},
  };
}

export const severalProcesses: FaultCase = {
  name: 'several-processes',
  fault:
    'on Citus: three servers share the activity of one database; the one that is seen building blocks is killed, and its activity goes to the others',
  expected: {
    'took activity': PROCESSES,
    'built at once': 1,
    'killed while it built': 1,
    'left unbuilt': 0,
    surprises: 0,
    lost: 0,
    doubled: 0,
    drift: 0,
  },
  mutants: ['acknowledge-before-commit', 'no-dedupe'],
  async run(world) {
    if (!world.where.nodes) return 'it takes a Citus cluster: --on URL';
    compile();
    const { url, db, close } = await openHistory(world);
    const r = random(world.seed);
    const { key } = await createKeys(db, Date.now).create('shared', ['track']);
    const names = Array.from({ length: PROCESSES }, (_, i) => `server-${i + 1}`);
    const mutant = world.mutant === null ? undefined : (world.mutant as Mutant);
    const targets = names.map((name) =>
      createTarget(join(world.folder, name), sharedDatabase(url, name), mutant),
    );
    const traffic: Traffic = {
      inFlight: 0,
      retries: 0,
      acknowledged: new Set(),
      spooled: new Set(),
      surprises: [],
    };
    let going = true;
    let killed = -1;
    let n = 1_000_000;
    const next = () => (going ? n++ : null);
    // As a balancer does: whoever is away is left out.
    const alive = (at: number) => (at === killed ? (at + 1) % PROCESSES : at);
    const taken = names.map(() => 0);
    const builders = async (): Promise<string[]> => {
      const { rows } = await db.pool.query<{ name: string }>(
        `select distinct a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
         where l.relation = to_regclass($1) and l.mode = 'ExclusiveLock' and l.granted and l.database = (select oid from pg_database where datname = current_database())`,
        [`${db.s}.chronicle_lock`],
      );
      return rows.map(({ name }) => name);
    };
    const until = performance.now() + PATIENCE;
    // What goes on coming into the last hours keeps them from being built.
    const finished = Math.floor((Date.now() - 2 * HOUR) / DAY) * DAY;
    const covered = async () => ((await coveredUntil(db, Date.now())) ?? 0) >= finished;
    try {
      // Of half a year no block is there.
      await db.pool.query(`delete from ${db.s}.chronicle_blocks`);
      await Promise.all(targets.map((target) => target.start()));
      const senders = Array.from({ length: SENDERS }, (_, i) => {
        const address = () => {
          const at = alive(i % PROCESSES);
          taken[at]!++;
          return targets[at]!.address();
        };
        return send({ r: r.fork(`sender ${i}`), address, key, next }, traffic);
      });
      let most = 0;
      while (!(killed >= 0 && (await covered())) && performance.now() < until) {
        for (let i = 0; i < 50; i++) {
          const now = await builders();
          most = Math.max(most, now.length);
          const found = names.indexOf(now[0] ?? '');
          if (killed >= 0 || found < 0) continue;
          await targets[found]!.kill('server');
          killed = found;
        }
        await sleep(5);
      }
      going = false;
      await Promise.all(senders);
      // A mutant's answer may have run ahead of its write.
      if (mutant) await sleep(500);
      return {
        ...(await recounted(db, traffic.acknowledged)),
        'took activity': taken.filter((calls) => calls > 0).length,
        'built at once': most,
        'killed while it built': Number(killed >= 0),
        'left unbuilt': Number(!(await covered())),
        surprises: traffic.surprises.length,
        acknowledged: traffic.acknowledged.size,
        retries: traffic.retries,
      };
    } finally {
      going = false;
      await Promise.all(targets.map((target) => target.stop()));
      await close();
    }
  },
};
