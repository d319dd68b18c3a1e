import { randomBytes } from 'node:crypto';
import type { Database, Queryable } from './connect.ts';

/** Facts that are fixed for an installation, made by the first migration. */
export async function initialiseMeta(db: Database, client: Queryable, timezone: string): Promise<void> {
  await client.query(
    `insert into ${db.s}.meta (key, value)
     values ('timezone', to_jsonb($1::text)), ('installation', to_jsonb($2::text)), ('cache_epoch', '1')
     on conflict (key) do nothing`,
    [timezone, randomBytes(8).toString('hex')],
  );
}

export async function readMeta(db: Database, key: string, client: Queryable = db.pool): Promise<unknown> {
  const { rows } = await client.query(`select value from ${db.s}.meta where key = $1`, [key]);
  return rows[0]?.value;
}

export async function writeMeta(
  db: Database,
  key: string,
  value: unknown,
  client: Queryable = db.pool,
): Promise<void> {
  await client.query(
    `insert into ${db.s}.meta (key, value) values ($1, $2::jsonb)
     on conflict (key) do update set value = excluded.value`,
    [key, JSON.stringify(value)],
  );
}

/** The zone of per-user days, as fixed in the database. */
export async function storedTimezone(db: Database): Promise<string> {
  return String((await readMeta(db, 'timezone')) ?? 'UTC');
}

/** Empties every process's report cache after the commit. */
export async function bumpCacheEpoch(db: Database, client: Queryable = db.pool): Promise<void> {
  await client.query(
    `update ${db.s}.meta set value = to_jsonb((value #>> '{}')::bigint + 1) where key = 'cache_epoch'`,
  );
}
