import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { differing, type TableComparison } from './comparisons.ts';

/**
 * Writes what was recounted over what is stored. Only rows that differ are touched, so a table that is right is left
 * as it is.
 *
 * @returns rows put right
 */
export async function mend(db: Database, client: pg.PoolClient, c: TableComparison): Promise<number> {
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
      `delete from ${s}.${table} t using recount_wrong w
       where t.${key} = w.${key} and not exists (select from ${c.recounted} r where r.${key} = t.${key})`,
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
