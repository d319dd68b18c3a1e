import { suggestionFor } from '../../contract/index.ts';
import type { Queryable } from '../../db/connect.ts';
import { ImportError } from '../errors.ts';

/** A column of a platform's table, however its name is written there. */
export interface Column {
  /** As a quoted identifier. */
  readonly sql: string;
  readonly name: string;
  /** As PostgreSQL calls it: `timestamp without time zone`. */
  readonly type: string;
}

/** Where a table is, or was before a view took its place. */
export interface Place {
  /** `public.user_activity_logs` */
  readonly name: string;
  /** The same, and the name it has beside a view, as SQL writes them: `public."userLogs_adopted"`. */
  readonly sql: string;
  readonly aside: string;
  /** Its name beside a view without the schema. */
  readonly asideName: string;
  readonly isAside: boolean;
}

/** A table of a platform, or a SELECT that stands for one. */
export interface OldTable {
  /** Null for a SELECT. */
  readonly place: Place | null;
  /** What stands after FROM. */
  readonly from: string;
  /** By folded name: `userid` for `userId`, `user_id` and `userid`. */
  readonly columns: ReadonlyMap<string, Column>;
}

/** How names are compared: camelCase, folded by PostgreSQL, or snake_case. */
export const foldName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** What the two tables are called by, and what each must have. */
export const OLD_TABLES = {
  log: { name: 'user_activity_logs', flag: '--log', needs: ['id', 'user_id', 'action', 'created_at'] },
  stats: { name: 'user_usage_stats', flag: '--stats', needs: ['user_id'] },
} as const;
export type OldTableName = keyof typeof OLD_TABLES;

/** Put behind the names of tables whose place a view has taken. */
export const ADOPTED = '_adopted';

/**
 * Finds one of the specification's two tables in whichever spelling, or reads what is given in its place.
 *
 * @param given a table (`app.activity`) or a SELECT in its place
 * @returns null where there is no such table
 * @throws ImportError where there are several, or what it needs isn't in it
 */
export async function findOldTable(
  client: Queryable,
  which: OldTableName,
  given?: string,
): Promise<OldTable | null> {
  const select = given !== undefined && isSelect(given);
  const place = select ? null : await locate(client, which, given);
  if (!select && !place) return null;
  const from = place
    ? place.isAside
      ? place.aside
      : place.sql
    : `(${given!.trim().replace(/;\s*$/, '')}) as given`;
  const columns = await columnsOf(client, from, OLD_TABLES[which].flag);
  const what = place?.name ?? `the SELECT of ${OLD_TABLES[which].flag}`;
  for (const name of OLD_TABLES[which].needs)
    if (!columns.has(foldName(name))) throw new ImportError(lacks(what, name, which, [...columns.values()]));
  return { place, from, columns };
}

const isSelect = (given: string): boolean => /^\s*(select|with|values|table|\()/i.test(given);

/** By its name in whichever spelling: never in a schema of ours, which is told by a table that no platform has. */
const BY_NAME = `lower(replace(c.relname, '_', '')) = any($1::text[]) and c.relkind in ('r', 'p', 'f') and not c.relispartition
  and not exists (select 1 from pg_catalog.pg_class o where o.relnamespace = n.oid and o.relname = 'chronicle_lock')
  and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

async function locate(client: Queryable, which: OldTableName, given?: string): Promise<Place | null> {
  const { name, flag } = OLD_TABLES[which];
  const { rows } = await client.query<Place>(
    `select schema || '.' || base as name, quote_ident(schema) || '.' || quote_ident(base) as sql,
       quote_ident(schema) || '.' || quote_ident(base || '${ADOPTED}') as aside, quote_ident(base || '${ADOPTED}') as "asideName",
       base <> relname as "isAside"
     from (select n.nspname::text as schema, c.relname, regexp_replace(c.relname, '${ADOPTED}$', '') as base
           from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where ${given === undefined ? BY_NAME : 'c.oid = to_regclass($1)'}) x
     order by 1`,
    [given === undefined ? [foldName(name), foldName(name + ADOPTED)] : given.trim()],
  );
  if (rows.length > 1)
    throw new ImportError(
      `there are several tables that could be the platform's ${name}: ${rows.map(({ sql }) => sql).join(', ')}; ` +
        `name one with ${flag} '${rows[0]!.sql}'`,
    );
  if (given !== undefined && rows.length === 0)
    throw new ImportError(
      `${flag} names "${given.trim()}", and there is no such table that this role may see; ` +
        `it takes a table (public.${name}, with quotes where SQL needs them) or a SELECT`,
    );
  return rows[0] ?? null;
}

/** Runs it for no rows, which tells its columns. */
async function columnsOf(
  client: Queryable,
  from: string,
  flag: string,
): Promise<ReadonlyMap<string, Column>> {
  try {
    const { fields } = await client.query(`select * from ${from} limit 0`);
    const { rows } = await client.query<{ type: string; sql: string }>(
      `select pg_catalog.format_type(t, null) as type, quote_ident(name) as sql
       from unnest($1::oid[], $2::text[]) with ordinality as x(t, name, o) order by o`,
      [fields.map((field) => field.dataTypeID), fields.map((field) => field.name)],
    );
    return new Map(
      fields.map(({ name }, i) => [foldName(name), { name, sql: rows[i]!.sql, type: rows[i]!.type }]),
    );
  } catch (error) {
    if (!(error instanceof Error) || !('severity' in error)) throw error;
    throw new ImportError(
      `what ${flag} names, or what was found in its place, can't be read: ${error.message}; the role needs select on it`,
      { cause: error },
    );
  }
}

function lacks(what: string, name: string, which: OldTableName, columns: readonly Column[]): string {
  const names = columns.map((column) => column.name);
  const meant = suggestionFor(name, names);
  return (
    `${what} has no column ${name}, in whichever spelling; its columns are ${names.slice(0, 40).join(', ')}. ` +
    `Give a SELECT that names it: ${OLD_TABLES[which].flag} 'select ${meant ?? '…'} as ${name}, … from …'`
  );
}
