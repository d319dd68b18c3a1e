import { getTableName } from 'drizzle-orm';
import type { Database, Queryable } from './connect.ts';
import { DatabaseRefusal } from './refusal.ts';

/** Names of the tables in our schema that are ours; the host may keep others there. */
export const ownNames = (db: Database): string[] => [
  ...Object.values(db.tables).map(getTableName),
  'schema_migrations',
];

const NEEDED = ['select', 'insert', 'update', 'delete'];

/**
 * What a role lacks to work with tables that are there, as the statements that give it. Reading and writing
 * rows is all it needs; docs/database.md tells the whole set.
 */
export async function missingRights(db: Database, client: Queryable = db.pool): Promise<string[]> {
  const { rows } = await client.query<{ role: string; usage: boolean; lacking: string[] | null }>(
    `select quote_ident(current_user) as role, has_schema_privilege(n.oid, 'usage') as usage,
       (select array_agg(c.relname order by c.relname) from pg_class c
        where c.relnamespace = n.oid and c.relname = any($2::text[])
          and exists (select 1 from unnest($3::text[]) may where not has_table_privilege(c.oid, may)))::text[] as lacking
     from pg_namespace n where n.nspname = $1`,
    [db.schema, ownNames(db), NEEDED],
  );
  const found = rows[0];
  if (!found) return [];
  const { role, usage, lacking } = found;
  // Most lack all of them: one statement says it as well as thirty.
  const all = lacking !== null && lacking.length > 3;
  const tables = all
    ? `all tables in schema ${db.s}`
    : (lacking ?? []).map((table) => `${db.s}.${table}`).join(', ');
  return [
    ...(usage ? [] : [`grant usage on schema ${db.s} to ${role}`]),
    ...(lacking ? [`grant ${NEEDED.join(', ')} on ${tables} to ${role}`] : []),
  ];
}

/** @throws DatabaseRefusal where the role may not read and write rows */
export async function demandRights(db: Database, client: Queryable = db.pool): Promise<void> {
  const missing = await missingRights(db, client);
  if (missing.length > 0)
    throw new DatabaseRefusal(
      'rights',
      `the role of the database URL may not use every table of "${db.schema}"`,
      `run this as the owner of the schema: ${missing.join('; ')}`,
    );
}

/** @throws DatabaseRefusal where the role may neither make the schema nor change what is in it */
export async function demandInstallRights(db: Database, client: Queryable): Promise<void> {
  const { rows } = await client.query<Record<'role' | 'database', string> & Rights>(
    `select quote_ident(current_user) as role, quote_ident(current_database()) as database,
       has_database_privilege(current_database(), 'create') as "mayMakeSchema",
       (select has_schema_privilege(oid, 'create') and has_schema_privilege(oid, 'usage')
        from pg_namespace where nspname = $1) as "mayMakeTables",
       (select bool_and(pg_has_role(relowner, 'usage')) from pg_class c join pg_namespace n on n.oid = relnamespace
        where nspname = $1 and relname = any($2::text[])) as "ownsTables"`,
    [db.schema, ownNames(db)],
  );
  const { role, database, mayMakeSchema, mayMakeTables, ownsTables } = rows[0]!;
  if (mayMakeTables === null && !mayMakeSchema)
    throw new DatabaseRefusal(
      'rights',
      `there is no schema "${db.schema}", and the role ${role} may not make one in ${database}`,
      `run this as an administrator of the database: create schema ${db.s} authorization ${role}`,
    );
  if (mayMakeTables === false || ownsTables === false)
    throw new DatabaseRefusal(
      'rights',
      `the schema "${db.schema}" has to be brought up to date, and the role ${role} may not change it`,
      'run `joip-analytics migrate` with the role that owns it; this role can work with it then',
    );
}

interface Rights {
  readonly mayMakeSchema: boolean;
  /** Null where there is no schema yet, or no table. */
  readonly mayMakeTables: boolean | null;
  readonly ownsTables: boolean | null;
}
