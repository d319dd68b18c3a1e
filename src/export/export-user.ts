import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { notesNaming, viewsNaming } from '../db/mentions.ts';
import type { Person } from '../db/naming.ts';
import type { ExportedTable } from '../db/personal.ts';
import { takeTime } from '../db/silence.ts';

/** Some text of the file, and how many rows it holds. */
export interface UserChunk {
  readonly text: string;
  readonly rows: number;
}

const FETCH = 2_000;

/** A list in the file. */
interface Section {
  readonly name: string;
  /** A SELECT with the user's id as `$1`. */
  readonly sql: string;
}

/** What of each table is told: a row by itself at the beginning (`one`), lists, or texts that name the user. */
type Told =
  | { readonly one: string; readonly sql: string }
  | { readonly lists: readonly Section[] }
  | { readonly naming: string; read(client: pg.PoolClient, person: Person): Promise<readonly object[]> };

/** Every table that holds something of a user; facts from where the platform keeps them. */
function tables(db: Database): Record<ExportedTable, Told> {
  const { s, relations } = db;
  const all = (from: string, column = 'user_id') => `select t.* from ${from} t where t.${column} = $1`;
  const list = (name: string, from: string, order: string, column = 'user_id'): Told => ({
    lists: [{ name, sql: `${all(from, column)} order by ${order}` }],
  });
  return {
    users: { one: 'profile', sql: all(relations.users.sql, 'id') },
    usageStats: { one: 'counters', sql: all(`${s}.user_usage_stats`) },
    dailyStats: list('days', `${s}.user_daily_stats`, 'day'),
    dailyValues: list('dayValues', `${s}.user_daily_values`, 'day, action, breakdown, value'),
    archivedCounts: list('archived', `${s}.archived_counts`, 'feature, action, signal, details'),
    userSignals: list('signals', `${s}.user_signals`, 'hour, signal'),
    creditTransactions: list('creditTransactions', relations.creditTransactions.sql, 'created_at, id'),
    referrals: {
      lists: [
        {
          name: 'referralsMade',
          sql: `${all(relations.referrals.sql, 'referrer_id')} order by created_at, id`,
        },
        {
          name: 'referralsReceived',
          sql: `${all(relations.referrals.sql, 'referee_id')} order by created_at, id`,
        },
      ],
    },
    communityShares: list('shares', relations.communityShares.sql, 'shared_at, id', 'owner_id'),
    communityLikes: list('likes', relations.communityLikes.sql, 'created_at, id'),
    deadLetters: list('deadLetters', `${s}.dead_letters`, 'first_at, id'),
    annotations: { naming: 'notes', read: (client, person) => notesNaming(db, client, person) },
    savedViews: {
      naming: 'savedViews',
      read: async (client, person) => (await viewsNaming(db, client, person)).map(({ view }) => view),
    },
    activityPending: list('pending', `${s}.activity_pending`, 'created_at, event_id'),
    activityLog: list('activities', `${s}.user_activity_logs`, 'created_at, event_id'),
  };
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
    const told = Object.values(tables(db));
    const head: Record<string, unknown> = { userId, exportedAt: new Date(now).toISOString() };
    for (const each of told) if ('one' in each) head[each.one] = await one(client, each.sql, userId);
    const { email = null, name: called = null } = (head.profile ?? {}) as Partial<Person>;
    const lists = told.flatMap((each) => ('lists' in each ? each.lists : []));
    for (const each of told)
      if ('naming' in each) head[each.naming] = await each.read(client, { id: userId, email, name: called });
    yield {
      text: `${JSON.stringify(head, null, 2).slice(0, -2)},
`,
      rows: 1,
    };
    let total = 0;
    for (const { name, sql } of lists) {
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
