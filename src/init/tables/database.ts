import { type Database, transaction } from '../../db/connect.ts';
import { columnType, type Table } from './table.ts';

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly {
    name: string;
    type: string;
    labels: string[] | null;
    references: string | null;
  }[];
  readonly key: string[] | null;
}

/** The host's tables and views, as the database itself tells them; read only. */
export function tablesInDatabase(db: Database): Promise<Table[]> {
  return transaction(
    db,
    async (client) => {
      await client.query(`set local statement_timeout = '15s'`);
      const { rows } = await client.query<Row>(
        `select n.nspname as schema, c.relname as name,
           (select jsonb_agg(jsonb_build_object(
                'name', a.attname,
                'type', case when t.typcategory = 'E' then 'enum' else format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) end,
                'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
                'references', (select f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
                   where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1)
              ) order by a.attnum)
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
           (select array_agg(a.attname::text order by array_position(k.conkey, a.attnum))
            from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
            where k.conrelid = c.oid and k.contype = 'p') as key
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
           and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', $1)
         order by n.nspname <> 'public', n.nspname, c.relname`,
        [db.schema],
      );
      return rows.map(({ schema, name, columns, key }) => ({
        schema,
        name,
        key: key ?? [],
        columns: (columns ?? []).map((column) => ({
          name: column.name,
          type: columnType(column.type),
          labels: column.labels ?? undefined,
          references: column.references ?? undefined,
        })),
      }));
    },
    'begin read only',
  );
}

const MOST_VALUES = 12;

/** The few different values of a column, such as kinds; null where there are many, as of names. */
export function valuesOf(db: Database, table: string, column: string): Promise<string[] | null> {
  return transaction(
    db,
    async (client) => {
      await client.query(`set local statement_timeout = '5s'`);
      const { rows } = await client.query<{ value: string }>(
        `select distinct value::text as value from (select ${column} as value from ${table} limit 10000) few
         where value is not null limit ${MOST_VALUES + 1}`,
      );
      return rows.length > MOST_VALUES ? null : rows.map(({ value }) => value).sort();
    },
    'begin read only',
  );
}
