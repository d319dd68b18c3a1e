import type pg from 'pg';
import { breakdownValue, type CatalogueInput, fold } from '../catalogue/index.ts';
import { keptAs, registeredValues, registerValues } from '../db/breakdown-values.ts';
import type { Database } from '../db/connect.ts';

interface Raw {
  action: string;
  raw: string;
  n: number;
}

/**
 * Makes `recount_values`: what each raw value of a breakdown counts as. Folding is done here, by the same
 * function that ingest folds with.
 */
export async function loadValues(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  register: boolean,
  of: string,
): Promise<void> {
  await client.query(
    'create temp table recount_values (breakdown text, action text, raw jsonb, folded text, kept text) on commit drop',
  );
  for (const [name, def] of Object.entries(c.breakdowns)) {
    const { rows } = await client.query<Raw>(
      `select action, (details -> $1)::text as raw, count(*) as n from ${db.s}.user_activity_logs l
       where ${of} and action = any($2::text[]) and jsonb_typeof(details -> $1) in ('string', 'number', 'boolean')
       group by action, details -> $1`,
      [name, def.actions],
    );
    const values = rows.flatMap((row) => {
      const value = breakdownValue(c, name, JSON.parse(row.raw));
      return value === null ? [] : [{ ...row, value }];
    });
    if (register) await registerValues(db, client, name, byFrequency(values));
    const kept = keptAs(await registeredValues(db, client));
    await client.query(
      'insert into recount_values select $1, * from unnest($2::text[], $3::jsonb[], $4::text[], $5::text[])',
      [
        name,
        values.map((x) => x.action),
        values.map((x) => x.raw),
        values.map((x) => fold(x.value)),
        values.map((x) => kept(name, x.value)),
      ],
    );
  }
  await client.query('analyze recount_values');
}

/** A breakdown that is new to the catalogue keeps its most frequent values apart. */
function byFrequency(values: readonly { value: string; n: number }[]): string[] {
  const counts = new Map<string, number>();
  for (const { value, n } of values) counts.set(value, (counts.get(value) ?? 0) + n);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
}
