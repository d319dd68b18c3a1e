import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';

/** Some text of the file, and how many rows it holds. */
export interface UserChunk {
  readonly text: string;
  readonly rows: number;
}

const FETCH = 2_000;

interface Section {
  readonly name: string;
  /** A SELECT with the user's id as `$1`. */
  readonly sql: string;
}

/** Every table that holds rows of a user; facts from where the platform keeps them. */
function sections({ s, relations }: Database): Section[] {
  const all = (from: string, column: string, order: string) =>
    `select t.* from ${from} t where t.${column} = $1 order by ${order}`;
  return [
    { name: 'days', sql: all(`${s}.user_daily_stats`, 'user_id', 'day') },
    { name: 'dayValues', sql: all(`${s}.user_daily_values`, 'user_id', 'day, action, breakdown, value') },
    { name: 'archived', sql: all(`${s}.archived_counts`, 'user_id', 'feature, action, signal, details') },
    { name: 'signals', sql: all(`${s}.user_signals`, 'user_id', 'hour, signal') },
    { name: 'creditTransactions', sql: all(relations.creditTransactions.sql, 'user_id', 'created_at, id') },
    { name: 'referralsMade', sql: all(relations.referrals.sql, 'referrer_id', 'created_at, id') },
    { name: 'referralsReceived', sql: all(relations.referrals.sql, 'referee_id', 'created_at, id') },
    { name: 'shares', sql: all(relations.communityShares.sql, 'owner_id', 'shared_at, id') },
    { name: 'likes', sql: all(relations.communityLikes.sql, 'user_id', 'created_at, id') },
    { name: 'deadLetters', sql: all(`${s}.dead_letters`, 'user_id', 'first_at, id') },
    { name: 'activities', sql: all(`${s}.user_activity_logs`, 'user_id', 'created_at, event_id') },
  ];
}

/** Whether anything is kept of a user. */
export async function isKnown(db: Database, userId: string): Promise<boolean> {
  const tables = [
    `${db.relations.users.sql} t where t.id`,
    `${db.s}.user_usage_stats t where t.user_id`,
    `${db.s}.user_activity_logs t where t.user_id`,
    `${db.s}.dead_letters t where t.user_id`,
  ];
  const { rows } = await db.pool.query<{ known: boolean }>(
    `select ${tables.map((table) => `exists (select from ${table} = $1)`).join(' or ')} as known`,
    [userId],
  );
  return rows[0]!.known;
}

/**
 * Everything that is kept of one user as one JSON text: a single snapshot, read through cursors, in memory
 * that does not grow with it. It ends with `"complete": true`, so that one that was cut is told from a whole one.
 *
 * @param now milliseconds since 1970
 * @example for await (const { text } of exportUser(db, 'user-1', Date.now())) process.stdout.write(text);
 */
export async function* exportUser(db: Database, userId: string, now: number): AsyncGenerator<UserChunk> {
  const client = await db.pool.connect();
  takeTime(client, 10);
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    const profile = await one(client, `select t.* from ${db.relations.users.sql} t where t.id = $1`, userId);
    const counters = await one(
      client,
      `select t.* from ${db.s}.user_usage_stats t where t.user_id = $1`,
      userId,
    );
    const head = { userId, exportedAt: new Date(now).toISOString(), profile, counters };
    yield { text: `${JSON.stringify(head, null, 2).slice(0, -2)},\n`, rows: 1 };
    let total = 0;
    for (const { name, sql } of sections(db)) {
      yield { text: `  ${JSON.stringify(name)}: [`, rows: 0 };
      await client.query(
        `declare export_user no scroll cursor for select row_to_json(x)::text from (${sql}) x`,
        [userId],
      );
      let first = true;
      for (;;) {
        const { rows } = await client.query<[string]>({
          text: `fetch ${FETCH} from export_user`,
          rowMode: 'array',
        });
        if (rows.length > 0)
          yield {
            text: `${first ? '' : ','}\n    ${rows.map(([row]) => row).join(',\n    ')}`,
            rows: rows.length,
          };
        first &&= rows.length === 0;
        total += rows.length;
        if (rows.length < FETCH) break;
      }
      await client.query('close export_user');
      yield { text: first ? '],\n' : '\n  ],\n', rows: 0 };
    }
    yield { text: `  "rows": ${total},\n  "complete": true\n}\n`, rows: 0 };
  } finally {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    client.release(broken);
  }
}

/** Numbers for machines of ours and empty columns are left out. */
async function one(client: pg.PoolClient, sql: string, userId: string): Promise<object | null> {
  const { rows } = await client.query<{ row: object | null }>(
    `select json_strip_nulls(row_to_json(x)) as row from (${sql}) x`,
    [userId],
  );
  return rows[0]?.row ?? null;
}
