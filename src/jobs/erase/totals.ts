import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { snake } from '../../catalogue/index.ts';
import { keptAs, registeredValues } from '../../db/breakdown-values.ts';
import { columnsOfCounter } from '../../db/columns.ts';
import type { Database } from '../../db/connect.ts';
import { readMeta } from '../../db/meta.ts';
import { countedLog } from '../../ingest/move-tallies.ts';
import { createTally, type RollupTally } from '../../ingest/tally.ts';

/** Who is erased, and whose name their anonymous part goes under. */
export interface Erased {
  readonly id: string;
  readonly marker: string;
  readonly internal: boolean;
}

/**
 * Rollups stay as they are; what the user's log added to them is kept by quarter of an hour, so that rollups
 * = a recount of what is left + this. Counted by the code that counted it first.
 */
export async function archiveRollups(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  { id, internal }: Erased,
): Promise<void> {
  const zone = String(await readMeta(db, 'timezone', client));
  const kept = keptAs(await registeredValues(db, client));
  const tally = createTally(catalogue, zone);
  for await (const activities of countedLog(db, client, [id], catalogue)) {
    const { rollups } = tally(activities, {
      isInternal: () => internal,
      keptAs: kept,
    });
    await add(
      db,
      client,
      rollups.filter(({ grain }) => grain === 15),
    );
  }
  // The range "all" begins with the first activity of all: it keeps the time of it, and nothing else.
  await client.query(
    `insert into ${db.s}.archived_rollups (bucket, n, internal, action, breakdown, value)
     select date_bin('15 minutes', first_activity_at, timestamptz '1970-01-01 00:00:00+00'), 0, false, '', '', ''
     from ${db.s}.user_usage_stats where user_id = $1 and first_activity_at is not null
     on conflict do nothing`,
    [id],
  );
}

async function add(db: Database, client: pg.PoolClient, rollups: readonly RollupTally[]): Promise<void> {
  await client.query(
    `insert into ${db.s}.archived_rollups as t (bucket, n, internal, action, breakdown, value)
     select * from unnest($1::timestamptz[], $2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::text[])
     on conflict (bucket, action, breakdown, value, internal) do update set n = t.n + excluded.n`,
    [
      rollups.map((r) => new Date(r.bucket).toISOString()),
      rollups.map((r) => r.n),
      rollups.map((r) => r.internal),
      rollups.map((r) => r.action),
      rollups.map((r) => r.breakdown),
      rollups.map((r) => r.value),
    ],
  );
}

/**
 * API calls and minutes of presence have no rollups: platform totals are sums over users' days. They go to an
 * account of their own that nobody can use, which has no activity and never joined, so it counts as no user.
 */
export async function moveSignals(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  { id, marker, internal }: Erased,
): Promise<void> {
  const { s } = db;
  const counters = Object.keys(catalogue.counters).filter((name) => catalogue.counters[name]!.signal);
  if (counters.length === 0) return;
  const { rows } = await client.query(
    `select 1 from ${s}.user_signals where user_id = $1
     union all select 1 from ${s}.archived_counts where user_id = $1 and signal <> '' limit 1`,
    [id],
  );
  if (rows.length === 0) return;
  await ensureMarker(db, client, { marker, internal });
  await client.query(
    `insert into ${s}.user_signals (user_id, hour, signal, writer, sequence, n)
     select $2, hour, signal, gen_random_uuid(), 1, sum(n)::int from ${s}.user_signals where user_id = $1
     group by hour, signal`,
    [id, marker],
  );
  await client.query(
    `insert into ${s}.archived_counts as t (user_id, feature, action, signal, details, n)
     select $2, feature, '', signal, '{}', n from ${s}.archived_counts where user_id = $1 and signal <> ''
     on conflict (user_id, feature, action, signal, details) do update set n = t.n + excluded.n`,
    [id, marker],
  );
  const stats = counters.map(snake);
  await client.query(
    `insert into ${s}.user_usage_stats as t (user_id, ${stats.join(', ')})
     select $2, ${stats.join(', ')} from ${s}.user_usage_stats where user_id = $1
     on conflict (user_id) do update set ${stats.map((x) => `${x} = t.${x} + excluded.${x}`).join(', ')}`,
    [id, marker],
  );
  const days = counters.flatMap((name) => columnsOfCounter(catalogue, name));
  await client.query(
    `insert into ${s}.user_daily_stats as t (day, user_id, activities, ${days.join(', ')})
     select day, $2, 0, ${days.join(', ')} from ${s}.user_daily_stats
     where user_id = $1 and coalesce(${days.join(', ')}) is not null
     on conflict (day, user_id) do update set
       ${days.map((x) => `${x} = coalesce(t.${x} + excluded.${x}, t.${x}, excluded.${x})`).join(', ')}`,
    [id, marker],
  );
}

/** Its row tells reports whether what stands under it was internal. */
export async function ensureMarker(
  db: Database,
  client: pg.PoolClient,
  { marker, internal }: Pick<Erased, 'marker' | 'internal'>,
): Promise<void> {
  await client.query(
    `insert into ${db.s}.users (id, internal)
     select $1, $2 where not exists (select from ${db.s}.users where id = $1)`,
    [marker, internal],
  );
}
