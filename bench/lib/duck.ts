import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { to as copyTo } from 'pg-copy-streams';
import type { Lab } from './bed.ts';
import { timed } from './result.ts';

const HOME = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

/** The raw log in DuckDB, on disk, loaded once for a data set. */
export async function openDuck(lab: Lab, name: string) {
  const file = `${HOME}${name}.duckdb`;
  const fresh = !existsSync(file);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('set threads = 2');
  if (fresh) {
    const csv = `${HOME}${name}.csv`;
    const client = await lab.db.pool.connect();
    await pipeline(
      client.query(
        copyTo(`copy (select user_id, created_at at time zone 'UTC' as created_at, action, details->>'theme' as theme
          from analytics.user_activity_logs order by created_at) to stdout (format csv, header)`),
      ),
      createWriteStream(csv),
    );
    client.release();
    await connection.run(
      `create table log as select * from read_csv('${csv}', columns = {'user_id': 'varchar',
         'created_at': 'timestamp', 'action': 'varchar', 'theme': 'varchar'}, header = true)`,
    );
    rmSync(csv);
  }
  return {
    ask: (sql: string) => timed(async () => (await connection.runAndReadAll(sql)).getRows()),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
