import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from './connect.ts';

/** Values of a rolled-up detail that are kept apart; later ones are `(other)` in rollups. */
export const MAX_BREAKDOWN_VALUES = 200;

/** Gives values a place of their own, in this order, as long as there is room. */
export async function registerValues(
  db: Database,
  client: pg.PoolClient,
  breakdown: string,
  values: readonly string[],
): Promise<void> {
  await client.query(
    `insert into ${db.s}.breakdown_values (breakdown, value)
     select $1, v from unnest($2::text[]) with ordinality as i(v, position)
     where not exists (select from ${db.s}.breakdown_values where breakdown = $1 and value = v)
     order by position
     limit greatest(0, $3 - (select count(*) from ${db.s}.breakdown_values where breakdown = $1))`,
    [breakdown, values, MAX_BREAKDOWN_VALUES],
  );
}

/**
 * The catalogue's known values are kept apart from the first, whatever comes in before them. Where the
 * registry is full they are not: such a value may have been counted as `(other)` already.
 */
export async function registerKnownValues(db: Database, client: pg.PoolClient, catalogue: CatalogueInput) {
  for (const [breakdown, { values }] of Object.entries(catalogue.breakdowns))
    await registerValues(db, client, breakdown, Object.keys(values));
}
