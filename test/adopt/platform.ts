import pg from 'pg';
import { defaultCatalogue, snake } from '../../src/catalogue/index.ts';

/** How a platform may have written the specification's names. */
export const SPELLINGS = {
  quoted: (name: string) => `"${name}"`,
  folded: (name: string) => name.toLowerCase(),
  snake: (name: string) => snake(name),
} as const;
export type Spelling = keyof typeof SPELLINGS;

export const COUNTERS = Object.keys(defaultCatalogue.counters);

export interface OldRow {
  readonly user: string | null;
  readonly action: string;
  readonly details?: object | null;
  /** Wall clock of the platform. */
  readonly at: string;
}

/** The specification's two tables in one spelling, with what a platform has done to them. */
export async function oldPlatform(
  url: string,
  spelling: Spelling,
  o: { schema?: string; uuids?: boolean } = {},
) {
  const schema = o.schema ?? 'public';
  const n = SPELLINGS[spelling];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [id, next] = o.uuids ? ['uuid', 'default gen_random_uuid()'] : ['serial', ''];
  const log = `${schema}.user_activity_logs`;
  const stats = `${schema}.user_usage_stats`;
  await client.query(`create schema if not exists ${schema}`);
  await client.query(
    `create table ${log} (id ${id} primary key ${next}, ${n('userId')} varchar, action varchar not null,
       feature varchar not null, details jsonb, ${n('ipAddress')} varchar, ${n('userAgent')} text, ${n('sessionId')} varchar,
       ${n('createdAt')} timestamp default now())`,
  );
  await client.query(
    `create table ${stats} (id ${id} primary key ${next}, ${n('userId')} varchar unique,
       ${COUNTERS.map((counter) => `${n(counter)} integer default 0`).join(', ')},
       ${n('firstActivityAt')} timestamp, ${n('lastActivityAt')} timestamp, ${n('updatedAt')} timestamp default now())`,
  );
  return {
    log,
    stats,
    sql: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows,
    async act(rows: readonly OldRow[]): Promise<void> {
      await client.query(
        `insert into ${log} (${n('userId')}, action, feature, details, ${n('sessionId')}, ${n('createdAt')})
         select u, a, 'f', d, 's-1', t from unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamp[]) as x(u, a, d, t)`,
        [
          rows.map((row) => row.user),
          rows.map((row) => row.action),
          rows.map((row) => (row.details == null ? null : JSON.stringify(row.details))),
          rows.map((row) => row.at),
        ],
      );
    },
    /** As the platform counts: whatever it was told, whether or not the log holds it. */
    async count(user: string, counters: Readonly<Record<string, number>>, last: string): Promise<void> {
      const names = Object.keys(counters);
      await client.query(
        `insert into ${stats} as t (${[n('userId'), ...names.map(n), n('firstActivityAt'), n('lastActivityAt')].join(', ')})
         values ($1, ${names.map((name) => counters[name]).join(', ')}${names.length > 0 ? ', ' : ''}$2, $2)
         on conflict (${n('userId')}) do update set ${[
           ...names.map((name) => `${n(name)} = t.${n(name)} + excluded.${n(name)}`),
           `${n('lastActivityAt')} = excluded.${n('lastActivityAt')}`,
         ].join(', ')}`,
        [user, last],
      );
    },
    /** Every counter of every user, by the specification's names. */
    async counters(): Promise<Record<string, Record<string, number>>> {
      const { rows } = await client.query(
        `select ${n('userId')} as u, json_build_array(${COUNTERS.map(n).join(', ')}) as c from ${stats}
         where ${n('userId')} is not null order by 1`,
      );
      return Object.fromEntries(rows.map(({ u, c }) => [u, asCounters(c)]));
    },
    close: () => client.end(),
  };
}
export type OldPlatform = Awaited<ReturnType<typeof oldPlatform>>;

export const asCounters = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(COUNTERS.map((name, i) => [name, values[i]!]));

/** Three users and what goes wrong in every real table. */
export async function fill(old: OldPlatform): Promise<void> {
  const at = (day: number) => `2026-03-${String(day).padStart(2, '0')} 10:00:00.123456`;
  await old.act([
    ...Array.from({ length: 12 }, (_, i) => ({ user: 'ann', action: 'session_created', at: at(i + 1) })),
    ...['JOI', 'joi', 'Forced-Bi', 'own theme'].map((theme, i) => ({
      user: 'ann',
      action: 'smart_caption_generated',
      details: { theme, captionLength: 120 },
      at: at(i + 5),
    })),
    { user: 'bob', action: 'media_uploaded', at: at(3) },
    { user: 'bob', action: 'media_uploaded', at: at(3) },
    { user: 'bob', action: 'Page Viewed', at: at(4) },
    // Nobody's, of no action that there is, and with details that are none.
    { user: null, action: 'session_created', at: at(6) },
    { user: 'bob', action: 'teleported', at: at(6) },
    { user: 'bob', action: 'session_viewed', details: [1], at: at(6) },
  ]);
  // Three sessions were deleted from the log; a theme was never counted, as the specification's code can't.
  await old.count(
    'ann',
    { sessionsCreated: 15, smartCaptionsGenerated: 4, loginCount: 50, apiCallsTotal: 900 },
    at(12),
  );
  await old.count(
    'bob',
    { mediaUploaded: 2, pagesViewed: 7, timeSpentMinutes: 33, sessionsViewed: 1 },
    at(6),
  );
  // Known by counters alone.
  await old.count('cy', { loginCount: 3 }, at(9));
  await old.count('dot', {}, at(9));
}
