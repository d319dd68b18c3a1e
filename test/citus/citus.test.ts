import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { citusOf, spreadTables } from '../../src/db/citus.ts';
import { existingMonths } from '../../src/db/partitions.ts';
import { distribute, undistribute } from '../../src/jobs/distribute.ts';
import { dropEmpty } from '../../src/jobs/drop-months.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { everything } from '../support/everything.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';
import { nodesOf } from '../support/nodes.ts';

const { workers } = inject('databaseKind');
const DAY = Date.UTC(2026, 2, 15);
const NOW = DAY + 86_400_000;
const N = 200;

describe.skipIf(!workers)('on Citus (`npm run test:database -- citus` with CITUS_TEST_URL)', () => {
  let t: TestDatabase;
  beforeEach(async () => {
    t = await testDatabase({ now: () => NOW });
    await write(0);
  });
  afterEach(() => t.drop());

  const write = async (from: number) => {
    const activities = Array.from({ length: N }, (_, i) =>
      anActivity({ userId: `user-${(from + i) % 40}`, createdAt: DAY + (from + i) * 60_000 }),
    );
    const outcomes = await t.ingest.writeHistory(activities, 'test');
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['committed']));
  };
  const told = async () => (await everything(t.db, catalogue)).reduce((sum, { n }) => sum + n, 0);
  const drift = async () => (await reconcile(t.db, { catalogue })).total;
  const build = () => buildBlocks(t.db, catalogue, { now: NOW, force: true });

  it('spreads what grows with activity, side by side, and nothing else', async () => {
    const { rows } = await t.db.pool.query<{ name: string; key: string; together: number }>(
      `select c.relname as name, column_to_column_name(p.logicalrelid, p.partkey) as key, count(*) over (partition by p.colocationid) as together
       from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
       where not c.relispartition order by 1`,
    );
    expect(rows).toEqual(
      spreadTables(t.db)
        .sort()
        .map((name) => ({ name, key: 'user_id', together: 5 })),
    );
    expect(await distribute(t.db)).toEqual([]);
  });

  it('goes back to one server and out again, with everything that is there, while activity comes in', async () => {
    const tables = spreadTables(t.db);
    const steps: string[] = [];
    const back = undistribute(t.db, { onStep: (step) => steps.push(step) });
    await write(N);
    expect(await back).toEqual([...tables].reverse());
    expect((await citusOf(t.db))!.spread).toEqual([]);
    expect(steps.filter((step) => step.endsWith(' user_activity_logs'))).toEqual([
      'bringing back user_activity_logs',
    ]);
    expect([await told(), await drift()]).toEqual([2 * N, 0]);
    const out = distribute(t.db, { shards: 3 });
    await write(2 * N);
    expect(await out).toEqual(tables);
    expect([await told(), await drift()]).toEqual([3 * N, 0]);
    const { rows } = await t.db.pool.query<{ n: number }>(
      `select count(distinct shardid) as n from pg_dist_shard where logicalrelid = to_regclass($1)`,
      [`${t.db.s}.user_activity_logs`],
    );
    expect(rows[0]!.n).toBe(3);
  });

  it('misses no row for ever where a worker hasn’t heard of a commit yet', async () => {
    const { s } = t.db;
    // As a commit stands whose second phase was cut off: decided by the coordinator, prepared on the worker.
    const { rows } = await t.db.pool.query<{ shard: number; node: string; groupid: number }>(
      `select s.shardid as shard, n.nodename || ':' || n.nodeport as node, n.groupid
       from pg_dist_placement s join pg_dist_node n using (groupid)
       where s.shardid = get_shard_id_for_distribution_column('${s}.user_activity_logs', 'user-1')`,
    );
    const { shard, node, groupid } = rows[0]!;
    const empty = (await existingMonths(t.db)).at(-1)!;
    const gid = `citus_0_${process.pid}_1_0`;
    const worker = new pg.Client({
      connectionString: nodesOf(t.url, [node])[1]!,
    });
    await worker.connect();
    const held = await t.db.pool.connect();
    try {
      // Nobody finishes it meanwhile, as Citus does each minute.
      await held.query('begin; lock table pg_dist_transaction in share update exclusive mode');
      await worker.query('begin');
      await worker.query(
        `insert into ${s}.user_activity_logs_${shard} (user_id, created_at, event_id, action, feature)
         select user_id, created_at + interval '1 ms', gen_random_uuid(), action, feature
         from ${s}.user_activity_logs_${shard} where user_id = 'user-1' limit 1`,
      );
      await worker.query(`prepare transaction '${gid}'`);
      await t.db.pool.query('insert into pg_dist_transaction (groupid, gid) values ($1, $2)', [groupid, gid]);
      expect(await build()).toEqual({ blocks: 0, activities: 0 });
      expect(await told()).toBe(N);
      expect(await dropEmpty(t.db, [empty])).toEqual([]);
      await worker.query(`commit prepared '${gid}'`);
    } finally {
      await held.query('rollback');
      held.release();
      await worker.end();
    }
    expect(await told()).toBe(N + 1);
    expect(await dropEmpty(t.db, [empty])).toEqual([empty]);
    expect((await build()).activities).toBe(N + 1);
    expect(await told()).toBe(N + 1);
  });
});
