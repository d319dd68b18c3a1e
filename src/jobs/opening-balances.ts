import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { statsColumns } from '../db/columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import type { Balance, Balances, CountedElsewhere } from '../ingest/counted-elsewhere.ts';
import { type Tombstones, writeUnerased } from '../ingest/tombstones.ts';
import { sharesLock } from '../store/lock.ts';
import { countImported } from './recount.ts';

export interface BalanceOptions {
  readonly catalogue: CatalogueInput;
  /** Name of the import that brought the log rows, and what their ids begin with (`sourceTag`). */
  readonly source: string;
  readonly tag: string;
  readonly tombstones: Tombstones | undefined;
}

/**
 * Makes lifetime counters what the platform's own table says, plus whatever was counted here from elsewhere: what the
 * imported rows don't explain becomes the user's opening balance. Again with the same numbers it changes nothing.
 * Activity goes on meanwhile: counters move by a difference, never to a value.
 *
 * @param told one entry a user
 */
export async function writeOpeningBalances(
  db: Database,
  told: readonly CountedElsewhere[],
  o: BalanceOptions,
): Promise<Balances> {
  let balances: Balance[] = [];
  let changed = 0;
  const erased = await writeUnerased(
    db,
    o.tombstones,
    told.map(({ userId }) => userId),
    (gone, epoch) =>
      transaction(db, async (client) => {
        takeTime(client);
        const rows = await balancesOf(
          db,
          client,
          told.filter(({ userId }) => !gone.has(userId)),
          o,
        );
        const { rows: done } = await client.query<{ guarded: boolean; changed: number }>(
          statement(db.s, o.catalogue),
          [
            rows.map(({ userId }) => userId),
            rows.map(({ opening }) => JSON.stringify(opening)),
            rows.map(({ first }) => first),
            rows.map(({ last }) => last),
            o.source,
            epoch,
          ],
        );
        balances = rows.map(({ userId, counters }) => ({ userId, counters }));
        changed = done[0]!.changed;
        return done[0]!.guarded;
      }),
  );
  return {
    balances: balances.filter(({ counters }) => Object.keys(counters).length > 0),
    changed,
    erased: erased.size,
  };
}

interface Row extends Balance {
  /** The counters by column. */
  readonly opening: Readonly<Record<string, number>>;
  /** Where the table tells of activity outside of what the log holds. */
  readonly first: string | null;
  readonly last: string | null;
}

async function balancesOf(
  db: Database,
  client: pg.PoolClient,
  told: readonly CountedElsewhere[],
  { catalogue, tag }: BalanceOptions,
): Promise<Row[]> {
  const users = told.map(({ userId }) => userId);
  const imported = new Map(
    (await countImported(db, client, { catalogue, users, tag })).map((row) => [row.userId, row]),
  );
  return told.map(({ userId, counters, firstActivityAt, lastActivityAt }) => {
    const log = imported.get(userId);
    const left = statsColumns(catalogue).flatMap(({ column, counter }) => {
      const n = (counters[counter] ?? 0) - Number(log?.counters[column] ?? 0);
      return counter in counters && n !== 0 ? [{ column, counter, n }] : [];
    });
    const outside = (instant: string | null, side: (at: number) => boolean) =>
      instant !== null && side(Date.parse(instant)) ? instant : null;
    return {
      userId,
      counters: Object.fromEntries(left.map(({ counter, n }) => [counter, n])),
      opening: Object.fromEntries(left.map(({ column, n }) => [column, n])),
      first: outside(firstActivityAt, (at) => !log || at < log.first.getTime()),
      last: outside(lastActivityAt, (at) => !log || at > log.last.getTime()),
    };
  });
}

/**
 * Balances, and by how much they moved added to the counters, in one statement. First and last only ever widen, as
 * those of the counters do. Rows are locked in byte order of the user's id, as every writer does. What is there is
 * looked up by itself: Citus looks nothing up row by row.
 */
function statement(s: string, c: CatalogueInput): string {
  const columns = statsColumns(c).map(({ column }) => column);
  const moved = columns.map(
    (x) => `coalesce((i.counters ->> '${x}')::int, 0) - coalesce((b.counters ->> '${x}')::int, 0) as "${x}"`,
  );
  const differs = columns.map((x) => `"${x}" <> 0`).join(' or ');
  return `
with guard as materialized (
  select 1 from ${s}.write_guard where id = 1 and epoch = $6::bigint
), counted as materialized (
  select user_id from ${s}.user_usage_stats where user_id = any($1::text[])
), balances as materialized (
  select user_id, counters, first_activity_at, last_activity_at from ${s}.opening_balances
  where user_id = any($1::text[]) and source = $5
), input as materialized (
  select i.*, exists (select 1 from counted t where t.user_id = i.user_id) as counted
  from guard, unnest($1::text[], $2::jsonb[], $3::timestamptz[], $4::timestamptz[]) as i(user_id, counters, first, last)
), moved as materialized (
  select i.user_id, i.counted, i.counters, least(i.first, b.first_activity_at) as first, greatest(i.last, b.last_activity_at) as last,
    b.first_activity_at is distinct from least(i.first, b.first_activity_at)
      or b.last_activity_at is distinct from greatest(i.last, b.last_activity_at) as wider, ${moved.join(', ')}
  from input i left join balances b on b.user_id = i.user_id
), changed as materialized (
  select * from moved where wider or not counted or ${differs}
), people as (
  insert into ${s}.users as t (id, first_seen_at)
  select user_id, first from changed i where not exists (select 1 from ${s}.users u where u.id = i.user_id)
  order by user_id collate "C" on conflict (id) do update set first_seen_at = least(t.first_seen_at, excluded.first_seen_at)
), earlier as (
  update ${s}.users t set first_seen_at = i.first from changed i
  where t.id = i.user_id and (t.first_seen_at is null or t.first_seen_at > i.first)
), kept as (
  insert into ${s}.opening_balances as t (user_id, source, counters, first_activity_at, last_activity_at)
  select user_id, $5, counters, first, last from changed order by user_id collate "C"
  on conflict (user_id, source) do update set counters = excluded.counters,
    first_activity_at = excluded.first_activity_at, last_activity_at = excluded.last_activity_at
), stats as (
  insert into ${s}.user_usage_stats as t (user_id, first_activity_at, last_activity_at, ${columns.map((x) => `"${x}"`).join(', ')})
  select user_id, first, last, ${columns.map((x) => `"${x}"`).join(', ')} from changed order by user_id collate "C"
  on conflict (user_id) do update set first_activity_at = least(t.first_activity_at, excluded.first_activity_at),
    last_activity_at = greatest(t.last_activity_at, excluded.last_activity_at), updated_at = excluded.updated_at,
    ${columns.map((x) => `"${x}" = t."${x}" + excluded."${x}"`).join(', ')}
)
select exists (select 1 from guard) and ${sharesLock(s)} as guarded, (select count(*) from changed) as changed`;
}
