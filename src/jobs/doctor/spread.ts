import { citusOf, spreadTables } from '../../db/citus.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** Connections to a worker that a session keeps: with fewer each statement opens some anew. */
const CACHED = 8;
/** A statement goes to every shard: so many a worker cost more than they spread. */
const SHARDS_A_WORKER = 16;
/** So much more than its share on one worker is skew. */
const SKEW = 1.5;
const MIB = 1024 ** 2;

export const spread: Check = {
  name: 'spread',
  question: 'Is the database on the machines that it should be on?',
  async run({ db }) {
    const citus = await citusOf(db);
    if (!citus) return ok('it is on one server; Citus isn’t installed in it');
    const all = spreadTables(db);
    const told = `Citus ${citus.version}, ${count(citus.workers.length, 'worker')}`;
    const missing = all.filter((name) => !citus.spread.includes(name));
    if (missing.length === all.length)
      return ok(`${told}; nothing is spread over them (\`joip-analytics migrate --distribute\` does it)`);
    if (missing.length > 0)
      return warn(
        `${told}; ${missing.join(', ')} are on the coordinator still`,
        'run `joip-analytics migrate --distribute` again: it goes on where it stopped',
      );
    const { rows } = await db.pool.query<{ node: string; shards: number; bytes: number; reached: boolean }>(
      `select n.nodename || ':' || n.nodeport as node, bool_and(n.isactive) as reached,
         count(s.shardid) filter (where s.table_name = any($1::regclass[]))::int as shards,
         coalesce(sum(s.shard_size), 0)::float8 as bytes
       from pg_dist_node n
       left join (select s.* from citus_shards s join pg_class c on c.oid = s.table_name
           where c.relnamespace = to_regnamespace($2)) s
         on s.nodename = n.nodename and s.nodeport = n.nodeport
       where n.shouldhaveshards and n.noderole = 'primary' group by 1 order by 1`,
      [all.map((name) => `${db.s}.${name}`), db.s],
    );
    const away = rows.filter(({ reached }) => !reached);
    if (away.length > 0)
      return fail(
        `${told}; ${away.map(({ node }) => node).join(', ')} out of use`,
        "bring it back, and tell the coordinator: select citus_activate_node('host', 5432)",
      );
    const settings = await db.pool.query<{ cached: number }>(
      `select current_setting('citus.max_cached_conns_per_worker')::int as cached`,
    );
    const { cached } = settings.rows[0]!;
    if (cached < CACHED)
      return warn(
        `${told}; a session keeps ${count(cached, 'connection')} to a worker, so that most statements open new ones`,
        `set \`citus.max_cached_conns_per_worker = ${CACHED}\` on the coordinator and reload`,
      );
    const shards = rows.reduce((sum, row) => sum + row.shards, 0) / all.length;
    const anew = 'run `joip-analytics migrate --undistribute`, then `--distribute`';
    if (shards > SHARDS_A_WORKER * rows.length)
      return warn(
        `${told}; ${count(shards, 'shard')} of each table, and every write goes to all of them`,
        anew,
      );
    if (shards < rows.length)
      return warn(
        `${told}; ${count(shards, 'shard')} of each table, so that not every worker holds some`,
        anew,
      );
    const bytes = rows.map((row) => row.bytes);
    const mean = bytes.reduce((sum, n) => sum + n, 0) / bytes.length;
    const most = Math.max(...bytes);
    const sizes = rows.map(({ node, bytes: size }) => `${node} ${(size / MIB).toFixed(0)} MiB`).join(', ');
    return most > SKEW * mean && most > 1024 * MIB
      ? warn(`${told}; unevenly: ${sizes}`, 'run `select citus_rebalance_start()` on the coordinator')
      : ok(`${told}, ${count(shards, 'shard')} of each table: ${sizes}`);
  },
};
