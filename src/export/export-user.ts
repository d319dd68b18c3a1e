import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { dayOf } from '../db/days.ts';
import { notesNaming, segmentsNaming, viewsNaming } from '../db/mentions.ts';
import { readMeta } from '../db/meta.ts';
import type { Person } from '../db/naming.ts';
import type { ExportedTable } from '../db/personal.ts';
import { takeTime } from '../db/silence.ts';
import { keptOf } from '../store/kept-of.ts';

/** Some text of the file, and how many rows it holds. */
export interface UserChunk {
  readonly text: string;
  readonly rows: number;
}

export interface ExportOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What waits of theirs on a disk for the database, as JSON texts. */
  readonly spooled?: AsyncIterable<string[]> | undefined;
}

const FETCH = 2_000;

/** A list in the file. */
interface Section {
  readonly name: string;
  /** A SELECT with the user's id as `$1`. */
  readonly sql: string;
}

/**
 * What of each table is told: a row by itself at the beginning (`one`), lists, rows that are read from encoded ones
 * (`decoded`), or texts that name the user.
 */
type Told =
  | { readonly one: string; readonly sql: string }
  | { readonly lists: readonly Section[] }
  | {
      readonly decoded: string;
      rows(client: pg.PoolClient, userId: string): AsyncIterable<readonly object[]>;
    }
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
    openingBalances: list('openingBalances', `${s}.opening_balances`, 'source'),
    chronicleKept: { decoded: 'days', rows: (client, userId) => readKept(db, client, userId) },
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
    communityLikes: {
      lists: [
        { name: 'likes', sql: `${all(relations.communityLikes.sql)} order by created_at, id` },
        {
          // Of what they share; who liked it is somebody else's to be told.
          name: 'likesReceived',
          sql: `select t.share_id, t.created_at, t.removed_at from ${relations.communityLikes.sql} t
                where t.share_id in (select s.id from ${relations.communityShares.sql} s where s.owner_id = $1)
                order by t.created_at, t.id`,
        },
      ],
    },
    deadLetters: list('deadLetters', `${s}.dead_letters`, 'first_at, id'),
    annotations: { naming: 'notes', read: (client, person) => notesNaming(db, client, person) },
    savedViews: {
      naming: 'savedViews',
      read: async (client, person) => (await viewsNaming(db, client, person)).map(({ view }) => view),
    },
    segments: {
      naming: 'segments',
      read: async (client, person) =>
        (await segmentsNaming(db, client, person)).map(({ segment }) => segment),
    },
    activityPending: list('pending', `${s}.activity_pending`, 'created_at, event_id'),
    activityLog: list('activities', `${s}.user_activity_logs`, 'created_at, event_id'),
  };
}

/** What retention has removed of the log: what was done on each day, and how often. */
async function* readKept(db: Database, client: pg.PoolClient, userId: string): AsyncGenerator<object[]> {
  const { rows } = await client.query<{ no: number }>(
    `select user_no as no from ${db.s}.users where id = $1`,
    [userId],
  );
  if (!rows[0]) return;
  const zone = String(await readMeta(db, 'timezone', client));
  for await (const some of keptOf(db, client, rows[0].no))
    yield some.map(({ at, kind, n }) => ({
      day: dayOf(at, zone),
      feature: kind.feature,
      ...(kind.signal ? { signal: kind.signal } : { action: kind.action }),
      ...(kind.values.size > 0 && { details: Object.fromEntries(kind.values) }),
      n,
    }));
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
    `select ${tables.map((table) => `exists (select 1 from ${table} = $1)`).join(' or ')} as known`,
    [userId],
  );
  return rows[0]!.known;
}

/**
 * Everything that is kept of one user as one JSON text: a single snapshot, read through cursors, in memory
 * that doesn't grow with it. It ends with `"complete": true`, so that one that was cut is told from a whole one.
 *
 * @example for await (const { text } of exportUser(db, 'user-1', { now: Date.now() })) process.stdout.write(text);
 */
export async function* exportUser(
  db: Database,
  userId: string,
  { now, spooled }: ExportOptions,
): AsyncGenerator<UserChunk> {
  const client = await db.pool.connect();
  takeTime(client, 10);
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    const told = Object.values(tables(db));
    const head: Record<string, unknown> = { userId, exportedAt: new Date(now).toISOString() };
    for (const each of told) if ('one' in each) head[each.one] = await one(client, each.sql, userId);
    const { email = null, name: called = null } = (head.profile ?? {}) as Partial<Person>;
    for (const each of told)
      if ('naming' in each) head[each.naming] = await each.read(client, { id: userId, email, name: called });
    yield {
      text: `${JSON.stringify(head, null, 2).slice(0, -2)},
`,
      rows: 1,
    };
    let total = 0;
    const sections = told.flatMap((each) => sectionsOf(each, client, userId));
    if (spooled) sections.push(['spooled', spooled]);
    for (const [name, rows] of sections) {
      yield { text: `  ${JSON.stringify(name)}: [`, rows: 0 };
      let first = true;
      for await (const some of rows) {
        if (some.length === 0) continue;
        yield { text: `${first ? '' : ','}\n    ${some.join(',\n    ')}`, rows: some.length };
        first = false;
        total += some.length;
      }
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

/** Lists of the file with their rows as JSON, a few at a time. */
function sectionsOf(
  told: Told,
  client: pg.PoolClient,
  userId: string,
): (readonly [name: string, rows: AsyncIterable<string[]>])[] {
  if ('lists' in told) return told.lists.map(({ name, sql }) => [name, fetched(client, sql, userId)]);
  return 'decoded' in told ? [[told.decoded, texts(told.rows(client, userId))]] : [];
}

async function* fetched(client: pg.PoolClient, sql: string, userId: string): AsyncGenerator<string[]> {
  await client.query(`declare export_user no scroll cursor for select row_to_json(x)::text from (${sql}) x`, [
    userId,
  ]);
  for (;;) {
    const { rows } = await client.query<[string]>({
      text: `fetch ${FETCH} from export_user`,
      rowMode: 'array',
    });
    yield rows.map(([row]) => row);
    if (rows.length < FETCH) break;
  }
  await client.query('close export_user');
}

async function* texts(rows: AsyncIterable<readonly object[]>): AsyncGenerator<string[]> {
  for await (const some of rows) yield some.map((row) => JSON.stringify(row));
}

/** Numbers for machines of ours and empty columns are left out. */
async function one(client: pg.PoolClient, sql: string, userId: string): Promise<object | null> {
  const { rows } = await client.query<{ row: object | null }>(
    `select json_strip_nulls(row_to_json(x)) as row from (${sql}) x`,
    [userId],
  );
  return rows[0]?.row ?? null;
}
