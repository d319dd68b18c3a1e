import type { Database } from './connect.ts';
import { DatabaseRefusal, refusalOf } from './refusal.ts';
import { ownNames } from './rights.ts';

/** What is asked of a server before anything is done with it. */
export interface ServerFacts {
  /** As `server_version_num`: 150018. */
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly readOnly: boolean;
  readonly database: string;
  readonly template: boolean;
  readonly fsync: boolean;
  /** Relations in our schema under our names that are no tables, such as `users (foreign table)`. */
  readonly strangers: readonly string[];
  /** Tables there under our names, and whether our list of migrations is beside them. */
  readonly tables: readonly string[];
  readonly migrated: boolean;
  /** False where the schema is there and the role may not look into it. */
  readonly usage: boolean;
}

export const OLDEST_VERSION = 15;

/**
 * Refuses a server or database that this program would later fail in, or count wrong in.
 *
 * @returns what works but should be known, as one sentence each
 * @throws DatabaseRefusal with the reason and the remedy
 */
export async function demandServer(db: Database): Promise<string[]> {
  const facts = await lookAtServer(db);
  demandFacts(facts, db.schema);
  return warningsOf(facts);
}

/** @throws DatabaseRefusal for the first thing that is wrong */
export function demandFacts(f: ServerFacts, schema: string): void {
  const refuse = (code: ConstructorParameters<typeof DatabaseRefusal>[0], reason: string, remedy: string) => {
    throw new DatabaseRefusal(code, reason, remedy);
  };
  if (f.version < OLDEST_VERSION * 10_000)
    refuse(
      'version',
      `the server is PostgreSQL ${Math.floor(f.version / 10_000)}`,
      `use PostgreSQL ${OLDEST_VERSION} or newer, or leave the database URL out for the server that comes along`,
    );
  if (f.encoding !== 'UTF8')
    refuse(
      'encoding',
      `the database "${f.database}" is encoded in ${f.encoding}, which can't hold every text`,
      `make one in UTF-8 and name it in the database URL: create database analytics encoding 'UTF8' template template0`,
    );
  if (f.standby)
    refuse('read_only', 'the server is a hot standby, which takes no writes', 'name the primary server');
  if (f.readOnly)
    refuse(
      'read_only',
      'transactions are read-only for this role or in this database',
      'set default_transaction_read_only to off for it: alter role … set default_transaction_read_only = off',
    );
  if (f.template)
    refuse(
      'schema',
      `"${f.database}" is a template: every new database would be a copy of the analytics`,
      'name a database of your own in the database URL',
    );
  if (!f.usage)
    refuse(
      'rights',
      `the role of the database URL may not look into the schema "${schema}"`,
      `run this as its owner: grant usage on schema "${schema}" to …; docs/database.md names what else is needed`,
    );
  if (f.strangers.length > 0)
    refuse(
      'tables',
      `the schema "${schema}" holds ${f.strangers.join(', ')} in place of tables of this program`,
      'choose a schema of its own with the option schema (SCHEMA), and read the platform’s tables by facts',
    );
  if (!f.migrated && f.tables.length > 0)
    refuse(
      'tables',
      `the schema "${schema}" holds tables that this program didn't make: ${f.tables.join(', ')}`,
      'choose a schema of its own with the option schema (SCHEMA), such as joip_analytics; ' +
        'where they are the platform’s own log and counters, `joip-analytics adopt` then brings those in',
    );
}

function warningsOf(f: ServerFacts): string[] {
  return [
    ...(f.fsync
      ? []
      : ['fsync is off: acknowledged activity may be lost; set fsync = on in postgresql.conf']),
    ...(f.database === 'postgres'
      ? [
          'the database is "postgres", which is meant for maintenance; a database of its own is easier to keep',
        ]
      : []),
  ];
}

const KINDS: Readonly<Record<string, string>> = { f: 'foreign table', v: 'view', m: 'materialized view' };

async function lookAtServer(db: Database): Promise<ServerFacts> {
  const { rows } = await db.pool
    .query<
      Omit<ServerFacts, 'strangers' | 'tables'> & { relations: { name: string; kind: string }[] | null }
    >(
      // By the catalogue, not by to_regclass: that fails where the role may not look into the schema.
      `with ours as (
         select c.oid, c.relname as name, c.relkind as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = $1 and c.relname = any($2::text[]))
       select current_setting('server_version_num')::int as version,
         current_setting('server_encoding') as encoding,
         pg_is_in_recovery() as standby,
         current_setting('transaction_read_only') = 'on' as "readOnly",
         current_database()::text as database,
         (select datistemplate from pg_database where datname = current_database()) as template,
         current_setting('fsync') = 'on' as fsync,
         exists (select 1 from pg_attribute a join ours c on a.attrelid = c.oid
                 where c.name = 'schema_migrations' and a.attname = 'tag') as migrated,
         (select json_agg(json_build_object('name', name, 'kind', kind) order by name) from ours) as relations,
         coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = $1), true) as usage`,
      [db.schema, ownNames(db)],
    )
    .catch((error: unknown) => {
      throw poolerRefusal(error) ?? refusalOf(error) ?? error;
    });
  const { relations, ...facts } = rows[0]!;
  const isTable = ({ kind }: { kind: string }) => kind === 'r' || kind === 'p';
  return {
    ...facts,
    tables: (relations ?? []).filter(isTable).map(({ name }) => name),
    strangers: (relations ?? [])
      .filter((each) => !isTable(each))
      .map(({ name, kind }) => `${name} (${KINDS[kind] ?? 'no table'})`),
  };
}

/** The console of PgBouncer speaks the protocol, but knows no SQL. */
function poolerRefusal(error: unknown): DatabaseRefusal | undefined {
  const { message, code } = error as { message?: string; code?: string };
  if (code !== '08P01' && !/SHOW HELP/i.test(message ?? '')) return undefined;
  return new DatabaseRefusal(
    'not_postgres',
    `this is the console of a pooler, no database (it answers: ${message})`,
    'name the database, not "pgbouncer", at the end of the database URL',
    error,
  );
}
