import type pg from 'pg';
import { breakdownValue, type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { KindKey } from '../store/kinds.ts';
import { breakdownsSql } from '../store/log-sql.ts';

/** An action with values of its breakdowns as they came, and how often they did. */
export interface LogKind {
  readonly action: string;
  readonly feature: string;
  /** By breakdown in the catalogue's order: JSON, null where there is none. */
  readonly raw: readonly (string | null)[];
  readonly n: number;
}

/** Whatever the log tells apart by the catalogue, the most frequent first. */
export async function logKinds(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  of = 'true',
): Promise<LogKind[]> {
  const values = breakdownsSql(c).map((value, i) => `${value} as v${i}`);
  const keys = ['l.action', 'l.feature', ...values];
  const { rows } = await client.query<Omit<LogKind, 'raw'> & Record<`v${number}`, string | null>>(
    `select action, feature, ${values.map((_, i) => `v${i}::text, `).join('')} n
     from (select ${keys.join(', ')}, count(*) as n from ${db.s}.user_activity_logs l
           where ${of} group by ${keys.map((_, i) => i + 1).join(', ')}) x
     order by n desc, action, feature`,
  );
  return rows.map(({ action, feature, n, ...row }) => ({
    action,
    feature,
    n,
    raw: values.map((_, i) => row[`v${i}`] ?? null),
  }));
}

export function keysOf(c: CatalogueInput, kinds: readonly LogKind[]): KindKey[] {
  const names = Object.keys(c.breakdowns);
  return kinds.map(({ action, feature, raw }) => ({
    action,
    feature,
    signal: '',
    values: names.flatMap((name, i) => {
      const value = toldBy(c, name, raw[i] ?? null);
      return value === null ? [] : [[name, value] as const];
    }),
  }));
}

const toldBy = (c: CatalogueInput, breakdown: string, raw: string | null): string | null =>
  raw === null ? null : breakdownValue(c, breakdown, JSON.parse(raw));

/**
 * Makes `recount_values`: what each value of a breakdown in the log counts as. Folding is done here, by the same
 * function that ingest folds with.
 */
export async function loadValues(
  client: pg.PoolClient,
  c: CatalogueInput,
  kinds: readonly LogKind[],
): Promise<void> {
  await client.query(
    'create temp table recount_values (breakdown text, action text, raw jsonb, folded text) on commit drop',
  );
  for (const [i, name] of Object.keys(c.breakdowns).entries()) {
    const values = kinds.flatMap(({ action, raw }) => {
      const value = toldBy(c, name, raw[i] ?? null);
      return value === null ? [] : [{ action, raw: raw[i]!, folded: fold(value) }];
    });
    // 1 and 1.0 are one value to PostgreSQL.
    await client.query(
      `insert into recount_values select distinct $1, v.* from unnest($2::text[], $3::jsonb[], $4::text[]) v`,
      [name, values.map((x) => x.action), values.map((x) => x.raw), values.map((x) => x.folded)],
    );
  }
  await client.query('analyze recount_values');
}
