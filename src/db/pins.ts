import { DatabaseRefusal } from './refusal.ts';

/**
 * Settings that our SQL, or the reading of its answers, depends on. A session inherits them from the server, the
 * role, the database, `PGOPTIONS` or whom a pooler served before; each of ours says itself what it needs.
 *
 * Left as found, since answers don't depend on them: costs and ways of planning, memory, logging, tablespaces,
 * keep-alives, `lc_*` (nothing is formatted by them, and errors are told apart by SQLSTATE), text search, XML.
 */
const PINS: Readonly<Record<string, string | ((found: Found, session: FoundSession) => string | undefined)>> =
  {
    // What the text of a value means, both ways.
    datestyle: `'ISO, YMD'`,
    intervalstyle: 'postgres',
    timezone: `'UTC'`,
    extra_float_digits: '1',
    bytea_output: 'hex',
    client_encoding: `'UTF8'`,
    standard_conforming_strings: 'on',
    array_nulls: 'on',
    transform_null_equals: 'off',
    quote_all_identifiers: 'off',
    // What a statement sees, and what becomes of it.
    default_transaction_isolation: `'read committed'`,
    default_transaction_deferrable: 'off',
    // A server that takes no writes, such as one whose disk is full, means it; a role's default doesn't.
    default_transaction_read_only: ({ setting, source }) =>
      setting === 'on' && SERVER_WIDE.has(source) ? undefined : 'off',
    row_security: 'on',
    gin_fuzzy_search_limit: '0',
    exit_on_error: 'off',
    default_table_access_method: 'heap',
    // Without it foreign keys and triggers don't hold; only where needed, since it takes a right to set.
    session_replication_role: ({ setting }) => (setting === 'origin' ? undefined : 'origin'),
    // An answer that says "committed" means on disk; stronger promises than `on` are kept.
    synchronous_commit: ({ setting }) => (setting === 'off' ? 'on' : setting),
    // How long anything may take is said where it is asked.
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    idle_session_timeout: '0',
    transaction_timeout: '0',
    // Statements here are short and many: compiling or planning them anew costs more than it saves.
    jit: 'off',
    // Citus has to know the values to tell which shards they are in.
    plan_cache_mode: (_, { settings }) => (settings.has(CITUS) ? 'auto' : 'force_generic_plan'),
  };

/** A setting that every server with Citus has, and no other. */
const CITUS = 'citus.shard_count';

const SERVER_WIDE = new Set(['configuration file', 'command line', 'override', 'environment variable']);

interface Found {
  readonly setting: string;
  /** Where it comes from, as pg_settings says it. */
  readonly source: string;
}

/** What a connection finds at its other end. */
export interface FoundSession {
  /** Of the server process that answered. */
  readonly pid: number;
  readonly standby: boolean;
  /** By name, in lower case. */
  readonly settings: ReadonlyMap<string, Found>;
}

/**
 * Names what a session must be asked: in a transaction of its own, since a role's default may be one that waits
 * for others; every name qualified, since its path may lead anywhere.
 */
export const LOOK = `begin isolation level read committed;
  select pg_catalog.pg_backend_pid() as pid, pg_catalog.pg_is_in_recovery() as standby,
    name, setting, source from pg_catalog.pg_settings;
  commit`;

export type LookRow = { pid: number; standby: boolean; name: string } & Found;

export const foundIn = (rows: readonly LookRow[]): FoundSession => ({
  pid: rows[0]!.pid,
  standby: rows[0]!.standby,
  // Here and not in SQL: a Turkish database makes no `intervalstyle` of `IntervalStyle`.
  settings: new Map(rows.map(({ name, ...found }) => [name.toLowerCase(), found])),
});

/**
 * The value of each setting that is pinned, as SQL. Those that this server's version doesn't have are left out.
 *
 * @param hostNames SELECTs of the host run too, which find their names by the path that is set for it: then that
 *   path is kept, behind what PostgreSQL itself defines
 */
export function pinsFor(session: FoundSession, hostNames: boolean): Map<string, string> {
  const pins = new Map<string, string>();
  for (const [name, pin] of Object.entries(PINS)) {
    const found = session.settings.get(name);
    const value = found && (typeof pin === 'string' ? pin : pin(found, session));
    if (value !== undefined) pins.set(name, value);
  }
  const path = hostNames ? namesIn(session.settings.get('search_path')?.setting ?? '') : [];
  pins.set(
    'search_path',
    ['pg_catalog', ...path].map((each) => `"${each.replaceAll('"', '""')}"`).join(', '),
  );
  return pins;
}

/**
 * Statements that hold for the rest of a session. One that may write already is left to: said again, it would go on
 * writing where the server is made read-only later, say by a provider whose disk is full.
 */
export function forSession(pins: ReadonlyMap<string, string>, { settings }: FoundSession): string {
  const writes = settings.get('default_transaction_read_only')?.setting === 'off';
  return [...pins]
    .filter(([name]) => !(writes && name === 'default_transaction_read_only'))
    .map(([name, value]) => `set ${name} = ${value}`)
    .join(';');
}

/** What a transaction is, by the default that says so where `begin` doesn't, and the word by which it does. */
const MODES = {
  isolation: /\bisolation\b/i,
  read_only: /\bread\s+(only|write)\b/i,
  deferrable: /\bdeferrable\b/i,
};

/** Statements that hold for the rest of a transaction that began with `begin`. */
export function forTransaction(pins: ReadonlyMap<string, string>, { standby }: FoundSession) {
  const local = (name: string, value: string) => `set local ${name} = ${value}`;
  const settings = [...pins]
    .filter(([name]) => !name.startsWith('default_transaction_'))
    .map(([name, value]) => local(name, value));
  return (begin: string): string => {
    const modes = Object.entries(MODES).flatMap(([mode, said]) => {
      const value = pins.get(`default_transaction_${mode}`);
      // A standby refuses to be asked.
      const needless = value === undefined || said.test(begin) || (standby && mode === 'read_only');
      return needless ? [] : [local(`transaction_${mode}`, value)];
    });
    return [...modes, ...settings].join(';');
  };
}

/** The names of a `search_path`, unquoted. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.toLowerCase(),
  );
}

/** A role may be given what it may not take back. */
export function pinRefusal(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== '42501' || !message?.includes('session_replication_role')) return error;
  return new DatabaseRefusal(
    'rights',
    'session_replication_role isn\'t "origin" for this role, so that foreign keys don\'t hold, and it may not change that',
    'take it back: alter role … reset session_replication_role',
    error,
  );
}
