import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { syncCatalogue } from './catalogue-columns.ts';
import { ONE_SHARD_AFTER_ANOTHER } from './citus.ts';
import { type Database, transaction } from './connect.ts';
import { initialiseMeta } from './meta.ts';
import { minorVersion, packageFile } from './package-file.ts';
import {
  ensureMonths,
  existingMonths,
  installMonthMaker,
  mayMakeMonths,
  monthMaker,
  monthOf,
  monthsAround,
} from './partitions.ts';
import { DatabaseRefusal } from './refusal.ts';
import { demandInstallRights, demandRights } from './rights.ts';
import { takeTime } from './silence.ts';

const FOLDER = packageFile('drizzle/');
/** One migration at a time in a database, whichever process asks. */
const LOCK = 7_262_101;

export interface MigrateOptions {
  catalogue: CatalogueInput & { fingerprint: string };
  /** Zone of per-user days; fixed at the first migration, changed by `rebuild --timezone`. Default UTC. */
  timezone?: string;
  now?: Date;
}

export interface MigrateResult {
  /** Names of the migrations applied now. */
  applied: string[];
  /** Columns that the catalogue added, as `table.column`. */
  columnsAdded: string[];
}

/**
 * Brings the schema to this program's version, then the catalogue's columns and the log's partitions.
 * Safe to run from several processes at once, and again at any time.
 *
 * @throws DatabaseRefusal where the database was migrated by a newer program.
 */
export async function migrate(db: Database, options: MigrateOptions): Promise<MigrateResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await migrateOnce(db, options);
    } catch (error) {
      if (attempt === ATTEMPTS || (error as { code?: unknown } | null)?.code !== DEADLOCK) throw error;
    }
  }
}

/** Whoever writes meanwhile may hold what we need and need what we hold: the database then ends one of both. */
const DEADLOCK = '40P01';
const ATTEMPTS = 10;

function migrateOnce(db: Database, options: MigrateOptions): Promise<MigrateResult> {
  return transaction(db, async (client) => {
    takeTime(client);
    await client.query(ONE_SHARD_AFTER_ANOTHER);
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const applied = await applyCore(db, client);
    await demandRights(db, client);
    await initialiseMeta(db, client, options.timezone ?? 'UTC');
    const columnsAdded = await syncCatalogue(db, client, options.catalogue);
    await makeMonthsAround(db, client, options.now ?? new Date());
    return { applied, columnsAdded };
  });
}

/** Without the right to make months a role works as long as there are some; `doctor` tells when they end. */
async function makeMonthsAround(db: Database, client: pg.PoolClient, now: Date): Promise<void> {
  const present = await existingMonths(db, client);
  const missing = monthsAround(now).filter((month) => !present.includes(month));
  if (missing.length === 0) return;
  if (missing.includes(monthOf(now)) || (await mayMakeMonths(db, client)))
    await ensureMonths(db, client, missing);
}

/** Names of this program's migrations, oldest first. */
export function knownMigrations(): string[] {
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', FOLDER), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map((entry) => entry.tag);
}

/** A migration that is in the database. */
interface Applied {
  readonly tag: string;
  /** Minor version of the program that made it, such as `0.1`; null of earlier ones. */
  readonly minor: string | null;
}

/** Migrations already in the database, oldest first; empty before the first. */
export const appliedMigrations = async (
  db: Database,
  client: pg.Pool | pg.PoolClient = db.pool,
): Promise<string[]> => (await readApplied(db, client)).map(({ tag }) => tag);

/** The same, with who made them. */
export async function readApplied(
  db: Database,
  client: pg.Pool | pg.PoolClient = db.pool,
): Promise<Applied[]> {
  const exists = await client.query<{ t: string | null }>('select to_regclass($1) as t', [
    `${db.s}.schema_migrations`,
  ]);
  if (!exists.rows[0]?.t) return [];
  const { rows } = await client.query<Applied>(
    `select tag, to_jsonb(m) ->> 'minor' as minor from ${db.s}.schema_migrations m order by tag`,
  );
  return rows;
}

/** Migrations of versions that were never released: what they made is no start for those that there are now. */
const EARLIER = /^0000_core$/;

/**
 * Why a database with these migrations is none of ours; null where it is. Within a minor version migrations only
 * add: what a newer program of it made is in an older one's way as little as the other way round.
 */
export function refusalFor(
  done: readonly Applied[],
  known: readonly string[] = knownMigrations(),
): DatabaseRefusal | null {
  const own = minorVersion();
  const foreign = done
    .filter(({ tag, minor }) => !known.includes(tag) && minor !== own)
    .map(({ tag }) => tag);
  if (foreign.length === 0) return null;
  return foreign.some((tag) => EARLIER.test(tag))
    ? new DatabaseRefusal(
        'earlier',
        'the database was made by a version before 0.1.0, whose tables this one doesn’t have any more',
        'run `joip-analytics export` with that version, and `joip-analytics import` of its file with this one, into an empty database',
      )
    : new DatabaseRefusal(
        'newer',
        `the database is newer than this program (it has migration ${foreign.join(', ')})`,
        'start the newer version of joip-analytics, or restore a backup made before the upgrade',
      );
}

/** @throws DatabaseRefusal where another program has changed the schema: this one could write to it what is wrong there */
export function demandKnown(done: readonly Applied[], known?: readonly string[]): void {
  const refusal = refusalFor(done, known);
  if (refusal) throw refusal;
}

/**
 * Applies what is missing of `known`, in the caller's transaction: all of this program's migrations, or the
 * earlier ones that a backup was taken under.
 *
 * @returns the names of those applied now
 * @throws Error where the database has one that isn't among them
 */
export async function applyCore(
  db: Database,
  client: pg.PoolClient,
  known: readonly string[] = knownMigrations(),
): Promise<string[]> {
  const applied = await readApplied(db, client);
  demandKnown(applied, known);
  const done = applied.map(({ tag }) => tag);
  const missing = known.filter((tag) => !done.includes(tag));
  const maker = await client.query<{ f: string | null }>('select to_regprocedure($1) as f', [
    monthMaker(db.s),
  ]);
  if (missing.length === 0 && maker.rows[0]!.f) return [];
  await demandInstallRights(db, client);
  // Not "if not exists": it asks for a right on the database also where the schema is there.
  if (!(await schemaExists(db, client))) await client.query(`create schema ${db.s}`);
  for (const tag of missing) {
    for (const statement of statementsOf(tag, db.s)) await client.query(statement);
    await client.query(
      `create table if not exists ${db.s}.schema_migrations
         (tag text primary key, applied_at timestamptz not null default now(), minor text)`,
    );
    await client.query(`alter table ${db.s}.schema_migrations add column if not exists minor text`);
    await client.query(`insert into ${db.s}.schema_migrations (tag, minor) values ($1, $2)`, [
      tag,
      minorVersion(),
    ]);
  }
  await installMonthMaker(db, client);
  return missing;
}

async function schemaExists(db: Database, client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query('select from pg_namespace where nspname = $1', [db.schema]);
  return rows.length > 0;
}

function statementsOf(tag: string, schema: string): string[] {
  const text = readFileSync(fileURLToPath(new URL(`${tag}.sql`, FOLDER)), 'utf8');
  return text
    .replaceAll('"analytics"', schema)
    .split('--> statement-breakpoint')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !/^create schema/i.test(statement));
}
