import pg from 'pg';
import { hasCitus } from '../../db/citus.ts';
import type { Database } from '../../db/connect.ts';
import { type Check, count, ok, warn } from './check.ts';

/** What PostgreSQL knows of a table, or of a shard of one. */
interface Statistics {
  readonly name: string;
  readonly live: number;
  readonly dead: number;
  readonly analyzed: boolean;
}

/** Also of the shards on the workers of Citus that answer, each under its table's name. */
async function statisticsOf(db: Database): Promise<Statistics[]> {
  const text = `select coalesce(json_agg(told), '[]') as told from (
    select relname as name, n_live_tup as live, n_dead_tup as dead,
      coalesce(last_analyze, last_autoanalyze) is not null as analyzed
    from pg_stat_user_tables where schemaname = ${pg.escapeLiteral(db.schema)}) told`;
  const { rows } = await db.pool.query<{ told: Statistics[] }>(text);
  const all = rows[0]!.told;
  if (await hasCitus(db.pool)) {
    const workers = await db.pool.query<{ told: Statistics[] }>(
      'select result::json as told from run_command_on_workers($1) where success',
      [text],
    );
    all.push(...workers.rows.flatMap(({ told }) => told));
  }
  return all.map((each) => ({ ...each, name: each.name.replace(/_\d{6,}$/, '') }));
}

const namesOf = (rows: readonly Statistics[]): string[] => [...new Set(rows.map(({ name }) => name))];

export const upkeep: Check = {
  name: 'upkeep',
  question: 'Does PostgreSQL keep its tables in shape?',
  async run({ db }) {
    const rows = await statisticsOf(db);
    const settings = await db.pool.query<{ autovacuum: string; jit: string }>(
      `select current_setting('autovacuum') as autovacuum, current_setting('jit') as jit`,
    );
    const { autovacuum, jit } = settings.rows[0]!;
    if (autovacuum !== 'on')
      return warn(
        'autovacuum is off: tables grow and plans go stale',
        'set `autovacuum = on` in postgresql.conf',
      );
    const bloated = namesOf(rows.filter((row) => row.dead > 20_000 && row.dead > row.live * 2));
    if (bloated.length > 0)
      return warn(
        `more dead rows than live ones in ${bloated.join(', ')}`,
        `run \`vacuum analyze\` on them; long open transactions keep dead rows`,
      );
    const blind = namesOf(rows.filter((row) => row.live > 10_000 && !row.analyzed));
    if (blind.length > 0)
      return warn(`never analyzed: ${blind.join(', ')}`, 'run `analyze`, so that plans fit the data');
    if (jit === 'on')
      return warn(
        'jit is on, which makes short queries slow',
        'connect through joip-analytics, or set `jit = off`',
      );
    return ok(`${count(namesOf(rows).length, 'table')}, autovacuum on`);
  },
};
