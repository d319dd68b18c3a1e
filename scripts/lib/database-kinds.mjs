// The kinds of database that the suite is run on. Each is a row: what it differs in from a plain server.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { oddSettings } from './odd-settings.mjs';
import { startPgBouncer } from './pgbouncer.mjs';
import { startPostgres15 } from './postgres15.mjs';

/**
 * @typedef {object} Kind
 * @property {string} title - what it is, for people
 * @property {string} [locale] - what `create database` is told instead of the plain locale
 * @property {boolean} [pooler] - reached through PgBouncer with `pool_mode=transaction`
 * @property {{ attributes: string, settings?: Readonly<Record<string, string>> }} [role] - connect as a role made
 *   for it, not as the superuser
 * @property {'superuser'} [migratedBy] - makes the schema in place of the role
 * @property {readonly string[]} [created] - SQL run by the superuser in each new database; `app` is the role
 * @property {readonly string[]} [migrated] - SQL run by the superuser once the schema is made
 * @property {true} [citus] - a coordinator that somebody else runs, CITUS_TEST_URL, with workers that it knows; what
 *   grows with activity is spread over them
 */

/** @type {Readonly<Record<string, Kind>>} */
export const kinds = {
  postgres15: { title: 'a plain server in the C locale' },
  pgbouncer: { title: 'PgBouncer in front, pool_mode=transaction', pooler: true },
  'odd-settings': {
    title: 'a role with every setting that it passes on odd, in a Turkish database',
    locale: `locale 'C' locale_provider icu icu_locale 'tr-TR'`,
    role: { attributes: 'superuser', settings: oddSettings },
  },
  'own-schema': {
    title: 'a role that owns its schema and nothing else',
    role: { attributes: 'nosuperuser' },
    created: ['create schema analytics authorization app'],
  },
  'rows-only': {
    title: 'a role that may only read and write rows; the schema is another’s',
    role: { attributes: 'nosuperuser' },
    migratedBy: 'superuser',
    // As docs/database.md tells.
    migrated: [
      'grant usage on schema analytics to app',
      'grant select, insert, update, delete on all tables in schema analytics to app',
      'grant execute on function analytics.make_log_month(text) to app',
    ],
  },
  citus: { title: 'a Citus coordinator and its workers', citus: true },
};

/** Why tests on a kind can't be run here; undefined where they can. @param {Kind} kind */
export const whyNot = (kind) =>
  kind.citus && !process.env.CITUS_TEST_URL
    ? "CITUS_TEST_URL isn't set: it takes the superuser's URL of a Citus coordinator, in a database in which the coordinator knows its workers"
    : undefined;

/**
 * Starts a server of a kind, and what stands in front of it.
 *
 * @param {Kind} kind
 * @returns {Promise<{ version: string, env: Record<string, string>, stop: () => Promise<void> }>} `env` tells
 *   test/support where it is
 */
export async function startKind(kind) {
  if (kind.citus) return await citusKind();
  const server = await startPostgres15({ settings: { max_connections: '120' } });
  try {
    const app = kind.role ? await createRole(server.url, kind.role) : { user: 'postgres', password: '' };
    const direct = kind.role ? as(server.url, app) : server.url;
    const bouncer = kind.pooler ? await startPgBouncer(direct) : undefined;
    const given = {
      locale: kind.locale,
      pooler: kind.pooler ?? false,
      app: bouncer?.url ?? direct,
      migrator: kind.migratedBy === 'superuser' ? server.url : direct,
      created: kind.created ?? [],
      migrated: kind.migrated ?? [],
    };
    return {
      version: server.version,
      env: { TEST_DATABASE_URL: server.url, TEST_DATABASE_KIND: JSON.stringify(given) },
      async stop() {
        await bouncer?.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The cluster is there; its workers are those that the coordinator knows in the database of the URL. */
async function citusKind() {
  const url = String(process.env.CITUS_TEST_URL);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`select current_setting('server_version') as version,
      (select extversion from pg_extension where extname = 'citus') as citus,
      array(select nodename || ':' || nodeport from pg_dist_node where groupid > 0 order by 1) as workers`);
    const { version, citus, workers } = rows[0];
    const given = { app: url, migrator: url, pooler: false, created: [], migrated: [], workers };
    return {
      version: `${version.split(' ')[0]} with Citus ${citus}, ${workers.length} workers`,
      env: { TEST_DATABASE_URL: url, TEST_DATABASE_KIND: JSON.stringify(given) },
      stop: async () => {},
    };
  } finally {
    await client.end();
  }
}

/**
 * @param {string} url
 * @param {NonNullable<Kind['role']>} role
 */
async function createRole(url, { attributes, settings = {} }) {
  const app = { user: 'app', password: randomBytes(16).toString('hex') };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create role app login ${attributes} password '${app.password}'`);
    for (const [name, value] of Object.entries(settings))
      await client.query(`alter role app set ${name} = ${value}`);
  } finally {
    await client.end();
  }
  return app;
}

/**
 * @param {string} url
 * @param {{ user: string, password: string }} app
 */
function as(url, { user, password }) {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
