import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { archivedBefore, lockArchive } from '../db/archived.ts';
import { unfilledColumns } from '../db/catalogue-columns.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { bumpCacheEpoch, readMeta, storedTimezone, writeMeta } from '../db/meta.ts';
import { takeTime } from '../db/silence.ts';
import { type Comparison, comparisons, differing } from './comparisons.ts';
import { recount } from './recount.ts';

export interface RebuildOptions {
  catalogue: CatalogueInput;
  /** Makes this the configured zone: days are rewritten. An IANA name. Default: the zone stays. */
  timezone?: string;
  onStep?: (step: string) => void;
}

export interface Rebuilt {
  timezone: string;
  /** Rows put right, by table. */
  mended: Record<string, number>;
}

/**
 * Makes counters, days, values and rollups what the log says, and fills the columns of new counters. One
 * transaction: reports show the old numbers until its end; writes wait for it, and are refused where
 * their queue fills meanwhile, never lost.
 *
 * @throws Error where the zone is unknown, or days of another zone can not be counted any more
 */
export async function rebuild(db: Database, o: RebuildOptions): Promise<Rebuilt> {
  const timezone = o.timezone ?? (await storedTimezone(db));
  assertZone(timezone);
  const fill = await unfilledColumns(db);
  return transaction(db, async (client) => {
    takeTime(client);
    o.onStep?.('waiting for writes under way');
    await lockArchive(client);
    await assertCountable(db, client, timezone);
    await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
    await recount(db, client, {
      catalogue: o.catalogue,
      zone: timezone,
      register: true,
      fill,
      onStep: o.onStep,
    });
    const mended: Record<string, number> = {};
    for (const comparison of comparisons(o.catalogue)) {
      o.onStep?.(`writing ${comparison.table}`);
      mended[comparison.table] = await mend(db, client, comparison);
    }
    await markFilled(db, client, o.catalogue);
    await client.query(`delete from ${db.s}.segment_days`);
    await client.query(`delete from ${db.s}.user_days`);
    await writeMeta(db, 'timezone', timezone, client);
    await bumpCacheEpoch(db, client);
    return { timezone, mended };
  });
}

/** Only rows that differ are touched, so a table that is right is left as it is. */
async function mend(db: Database, client: pg.PoolClient, c: Comparison): Promise<number> {
  const { s } = db;
  const keys = c.keys.join(', ');
  const columns = [...c.numbers, ...c.instants].map((x) => `"${x}"`);
  await client.query(
    `create temp table recount_wrong on commit drop as select ${keys} from ${differing(s, c)} d`,
  );
  const matches = (a: string, b: string) => c.keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' and ');
  if (c.table === 'users')
    await client.query(
      `update ${s}.users u set first_seen_at = r.first_seen_at
       from recount_wrong w left join ${c.recounted} r on ${matches('r', 'w')} where ${matches('u', 'w')}`,
    );
  else if (c.table === 'activity_rollups') {
    await client.query(
      `delete from ${s}.activity_rollups t using recount_wrong w where ${matches('t', 'w')}`,
    );
    await client.query(
      `insert into ${s}.activity_rollups (${keys}, n, writer)
       select ${c.keys.map((key) => `r.${key}`).join(', ')}, r.n, 0
       from recount_wrong w join ${c.recounted} r on ${matches('r', 'w')}`,
    );
  } else {
    await client.query(
      `delete from ${s}.${c.table} t using recount_wrong w
       where ${matches('t', 'w')} and not exists (select from ${c.recounted} r where ${matches('r', 't')})`,
    );
    await client.query(
      `insert into ${s}.${c.table} as t (${keys}, ${columns.join(', ')})
       select ${c.keys.map((key) => `r.${key}`).join(', ')}, ${columns.map((x) => `r.${x}`).join(', ')}
       from recount_wrong w join ${c.recounted} r on ${matches('r', 'w')}
       on conflict (${keys}) do update set ${columns.map((x) => `${x} = excluded.${x}`).join(', ')}`,
    );
  }
  const { rows } = await client.query<{ n: number }>('select count(*) as n from recount_wrong');
  await client.query('drop table recount_wrong');
  return rows[0]!.n;
}

/** Columns of actions and counters that the catalogue no longer has were not counted now. */
async function markFilled(db: Database, client: pg.PoolClient, c: CatalogueInput): Promise<void> {
  const present = [
    ...statsColumns(c).map(({ column }) => `user_usage_stats.${column}`),
    ...dailyColumns(c).map(({ column }) => `user_daily_stats.${column}`),
  ];
  await client.query(
    `update ${db.s}.catalogue_columns set filled = (table_name || '.' || column_name = any($1::text[]))`,
    [present],
  );
}

/** Days whose log retention has removed stay in the zone that they were counted in. */
async function assertCountable(db: Database, client: pg.PoolClient, timezone: string): Promise<void> {
  const archived = await archivedBefore(db, client);
  const stored = await readMeta(db, 'timezone', client);
  if (archived.size === 0 || stored === undefined || stored === timezone) return;
  const until = new Date(Math.max(...archived.values())).toISOString();
  throw new Error(
    `retention has removed log before ${until}, so the days of that time can not be counted in ${timezone}; ` +
      `keep ${stored}, and ask reports for another zone with their timezone parameter`,
  );
}

function assertZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Error(`"${zone}" is no time zone; use an IANA name, such as Europe/Berlin or UTC`);
  }
}
