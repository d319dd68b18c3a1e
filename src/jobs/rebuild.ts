import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { archivedBefore } from '../db/archived.ts';
import { statsColumns } from '../db/columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { bumpCacheEpoch, readMeta, storedTimezone, writeMeta } from '../db/meta.ts';
import { takeTime } from '../db/silence.ts';
import { buildBlocks } from '../store/build.ts';
import { KeptDamaged } from '../store/listed.ts';
import { lockChronicle } from '../store/lock.ts';
import { comparisons, differing, type TableComparison } from './comparisons.ts';
import { dropAllBlocks, dropWrongBlocks, registerByFrequency } from './rebuild-blocks.ts';
import { recount } from './recount.ts';
import { mendDetails } from './wrong-details.ts';

export interface RebuildOptions {
  catalogue: CatalogueInput;
  /** Makes this the configured zone. An IANA name. Default: the zone stays. */
  timezone?: string;
  /** Builds every block anew. Default: only those that are wrong, and what has none. */
  allBlocks?: boolean;
  /** Milliseconds since 1970. Default: now. */
  now?: number;
  onStep?: (step: string) => void;
  /** How many activities are in the blocks that were built, of how many. */
  onBuilt?: (done: number, total: number) => void;
}

export interface Rebuilt {
  timezone: string;
  /** Rows put right, by table. */
  mended: Record<string, number>;
  /** Blocks that were built. */
  built: number;
}

/**
 * Makes counters and blocks what the log says, and fills the columns of new counters. Counters are mended in one
 * transaction, for which writes wait; where their queue fills meanwhile they are refused, never lost. Blocks are
 * compared and built beside them, and reports read the log where there is none.
 *
 * @throws Error where the zone is unknown, or days of another zone can't be counted any more
 * @throws KeptDamaged where lifetime counters can't be told any more
 */
export async function rebuild(db: Database, o: RebuildOptions): Promise<Rebuilt> {
  const { catalogue, onStep = () => {} } = o;
  const timezone = o.timezone ?? (await storedTimezone(db));
  assertZone(timezone);
  onStep('reading details');
  const details = await mendDetails(db);
  onStep('reading what the log tells apart');
  await registerByFrequency(db, catalogue);
  const mended: Record<string, number> = {
    user_activity_logs: details,
    ...(await mendCounters(db, { ...o, onStep }, timezone)),
  };
  onStep('comparing blocks with the log');
  mended.chronicle_blocks = await dropWrongBlocks(db, catalogue);
  if (o.allBlocks) await dropAllBlocks(db);
  const { blocks } = await buildBlocks(db, catalogue, {
    now: o.now ?? Date.now(),
    force: true,
    ...(o.onBuilt ? { onProgress: o.onBuilt } : {}),
  });
  return { timezone, mended, built: blocks };
}

function mendCounters(
  db: Database,
  o: RebuildOptions & { readonly onStep: (step: string) => void },
  timezone: string,
): Promise<Record<string, number>> {
  return transaction(db, async (client) => {
    takeTime(client);
    o.onStep('waiting for writes under way');
    await lockChronicle(db, client, '10min');
    await assertCountable(db, client, timezone);
    await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
    const [damaged] = await recount(db, client, o);
    if (damaged !== undefined) throw new KeptDamaged(damaged);
    const mended: Record<string, number> = {};
    for (const comparison of comparisons(o.catalogue)) {
      o.onStep(`writing ${comparison.table}`);
      mended[comparison.table] = await mend(db, client, comparison);
    }
    await markFilled(db, client, o.catalogue);
    await writeMeta(db, 'timezone', timezone, client);
    await bumpCacheEpoch(db, client);
    return mended;
  });
}

/** Columns of counters that the catalogue no longer has weren't counted now. */
async function markFilled(db: Database, client: pg.PoolClient, c: CatalogueInput): Promise<void> {
  const present = statsColumns(c).map(({ column }) => column);
  await client.query(
    `update ${db.s}.catalogue_columns set filled = (column_name = any($1::text[])) where table_name = 'user_usage_stats'`,
    [present],
  );
}

/** What retention keeps by day stays in the zone of those days. */
async function assertCountable(db: Database, client: pg.PoolClient, timezone: string): Promise<void> {
  const archived = await archivedBefore(db, client);
  const stored = await readMeta(db, 'timezone', client);
  if (archived.size === 0 || stored === undefined || stored === timezone) return;
  const until = new Date(Math.max(...archived.values())).toISOString();
  throw new Error(
    `retention has removed log before ${until}, and what is kept of that time is kept by days of ${stored}, not of ` +
      `${timezone}; keep ${stored}, and ask reports for another zone with their timezone parameter`,
  );
}

function assertZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Error(`"${zone}" is no time zone; use an IANA name, such as Europe/Berlin or UTC`);
  }
}

/**
 * Writes what was recounted over what is stored. Only rows that differ are touched, so a table that is right is left
 * as it is.
 *
 * @returns rows put right
 */
async function mend(db: Database, client: pg.PoolClient, c: TableComparison): Promise<number> {
  const { s } = db;
  const { key, table } = c;
  await client.query(
    `create temp table recount_wrong on commit drop as select ${key} from ${differing(s, c)} d`,
  );
  if (table === 'users')
    await client.query(
      `update ${s}.users u set first_seen_at = r.first_seen_at
       from recount_wrong w left join ${c.recounted} r on r.id = w.id where u.id = w.id`,
    );
  else {
    const columns = [...c.numbers, ...c.instants].map((x) => `"${x}"`);
    await client.query(
      `with gone as materialized (
         select ${key} from recount_wrong w where not exists (select 1 from ${c.recounted} r where r.${key} = w.${key}))
       delete from ${s}.${table} t using gone where t.${key} = gone.${key}`,
    );
    await client.query(
      `insert into ${s}.${table} as t (${[key, ...columns].join(', ')})
       select r.${key}, ${columns.map((x) => `r.${x}`).join(', ')}
       from recount_wrong w join ${c.recounted} r on r.${key} = w.${key}
       on conflict (${key}) do update set ${columns.map((x) => `${x} = excluded.${x}`).join(', ')}`,
    );
  }
  const { rows } = await client.query<{ n: number }>('select count(*) as n from recount_wrong');
  await client.query('drop table recount_wrong');
  return rows[0]!.n;
}
