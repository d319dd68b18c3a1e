import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { syncCatalogue } from './catalogue-columns.ts';
import { type Database, transaction } from './connect.ts';
import { initialiseMeta } from './meta.ts';
import { packageFile } from './package-file.ts';
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
  return transaction(db, async (client) => {
    takeTime(client);
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

/** Migrations already in the database, oldest first; empty before the first. */
export async function appliedMigrations(db: Database, client: pg.Pool | pg.PoolClient = db.pool) {
  const exists = await client.query<{ t: string | null }>('select to_regclass($1) as t', [
    `${db.s}.schema_migrations`,
  ]);
  if (!exists.rows[0]?.t) return [];
  const { rows } = await client.query<{ tag: string }>(
    `select tag from ${db.s}.schema_migrations order by tag`,
  );
  return rows.map((row) => row.tag);
}

/** Migrations of versions that were never released: what they made is no start for those that there are now. */
const EARLIER = /^0000_core$/;

/** Why a database with these migrations is none of ours; null where it is. */
export function refusalFor(
  done: readonly string[],
  known: readonly string[] = knownMigrations(),
): DatabaseRefusal | null {
  const foreign = done.filter((tag) => !known.includes(tag));
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
export function demandKnown(done: readonly string[], known?: readonly string[]): void {
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
  const done = await appliedMigrations(db, client);
  demandKnown(done, known);
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
         (tag text primary key, applied_at timestamptz not null default now())`,
    );
    await client.query(`insert into ${db.s}.schema_migrations (tag) values ($1)`, [tag]);
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
