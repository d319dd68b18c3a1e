import { createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { to as copyTo } from 'pg-copy-streams';
import type { Lab } from './bed.ts';
import { timed } from './result.ts';

const HOME = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

const COLUMNS = ['user_id', 'created_at', 'action', 'theme', 'layout'];
const typeOf = (column: string) => (column === 'created_at' ? 'timestamp' : 'varchar');

/** The raw log in DuckDB, on disk; what the data set gained since the last run is loaded before this one. */
export async function openDuck(lab: Lab, name: string) {
  const file = `${HOME}${name}.duckdb`;
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('set threads = 2');
  // One that an earlier version filled is filled anew.
  const [[found]] = (
    await connection.runAndReadAll(
      "select string_agg(column_name, ', ' order by column_index) from duckdb_columns where table_name = 'log'",
    )
  ).getRows() as [[string | null]];
  if (found !== COLUMNS.join(', ')) await connection.run('drop table if exists log');
  await connection.run(
    `create table if not exists log (${COLUMNS.map((name) => `${name} ${typeOf(name)}`).join(', ')})`,
  );
  // The last hour anew: activities come a little out of order.
  const from = "coalesce(max(created_at) - interval 1 hour, timestamp '1970-01-01')";
  const [[since]] = (await connection.runAndReadAll(`select (${from})::varchar from log`)).getRows() as [
    [string],
  ];
  await connection.run(`delete from log where created_at > '${since}'`);
  const csv = `${HOME}${name}.csv`;
  const client = await lab.db.pool.connect();
  await pipeline(
    client.query(
      copyTo(`copy (select user_id, created_at at time zone 'UTC' as created_at, action, details->>'theme' as theme,
          details->>'layout' as layout from analytics.user_activity_logs where created_at > timestamp '${since}' at time zone 'UTC'
        order by created_at) to stdout (format csv, header)`),
    ),
    createWriteStream(csv),
  );
  client.release();
  await connection.run(
    `insert into log select * from read_csv('${csv}', columns = {${COLUMNS.map((name) => `'${name}': '${typeOf(name)}'`).join(', ')}},
       header = true)`,
  );
  rmSync(csv);
  return {
    rows: async (sql: string) => (await connection.runAndReadAll(sql)).getRows(),
    ask: (sql: string) => timed(async () => (await connection.runAndReadAll(sql)).getRows()),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
