import type pg from 'pg';
import { type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Database } from './connect.ts';

/** Values of a rolled-up detail that are kept apart; later ones are `(other)` in rollups. */
export const MAX_BREAKDOWN_VALUES = 200;

/** The name of all that came later. */
export const OTHER = '(other)';

/** The name under which rollups keep a value: that of the first which folds alike, else `(other)`. */
export type KeptAs = (breakdown: string, value: string) => string;

interface Registered {
  readonly breakdown: string;
  readonly value: string;
}

/** Spellings by what they fold to; of several that an older version kept apart, each stays itself. */
export function spellingsOf(rows: readonly Registered[]) {
  const exact = new Set(rows.map((row) => `${row.breakdown} ${row.value}`));
  const first = new Map<string, string>();
  for (const { breakdown, value } of [...rows].sort((x, y) => (x.value < y.value ? -1 : 1))) {
    const key = `${breakdown} ${fold(value)}`;
    if (!first.has(key)) first.set(key, value);
  }
  return (breakdown: string, value: string): string | undefined =>
    exact.has(`${breakdown} ${value}`) ? value : first.get(`${breakdown} ${fold(value)}`);
}

export function keptAs(rows: readonly Registered[]): KeptAs {
  const spelling = spellingsOf(rows);
  return (breakdown, value) => spelling(breakdown, value) ?? OTHER;
}

export async function registeredValues(
  db: Database,
  client: Pick<pg.PoolClient, 'query'>,
): Promise<Registered[]> {
  const { rows } = await client.query<Registered>(`select breakdown, value from ${db.s}.breakdown_values`);
  return rows;
}

/**
 * Gives values a place of their own, in this order, as long as there is room; one that folds like another has
 * its place already.
 */
export async function registerValues(
  db: Database,
  client: pg.PoolClient,
  breakdown: string,
  values: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ value: string }>(
    `select value from ${db.s}.breakdown_values where breakdown = $1`,
    [breakdown],
  );
  const known = new Set(rows.map((row) => fold(row.value)));
  const added = new Map<string, string>();
  for (const value of values) {
    const key = fold(value);
    if (!known.has(key) && !added.has(key)) added.set(key, value);
  }
  const room = Math.max(0, MAX_BREAKDOWN_VALUES - rows.length);
  if (added.size === 0 || room === 0) return;
  await client.query(
    `insert into ${db.s}.breakdown_values (breakdown, value)
     select $1, v from unnest($2::text[]) v on conflict do nothing`,
    [breakdown, [...added.values()].slice(0, room)],
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
