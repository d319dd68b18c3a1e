import type { Catalogue } from '../catalogue/index.ts';
import { type ConnectOptions, connect, type Database } from './connect.ts';
import { demandServer } from './demand-server.ts';
import { withMapping } from './mapping.ts';
import { storedTimezone } from './meta.ts';
import { demandKnown, knownMigrations, migrate, readApplied } from './migrate.ts';
import { DatabaseRefusal, refusalOf } from './refusal.ts';
import type { FactsMapping } from './relations.ts';
import { demandRights } from './rights.ts';

export interface DatabaseOptions extends ConnectOptions {
  readonly catalogue: Catalogue;
  /** Zone of per-user days, as configured; it is fixed at the first migration. */
  readonly timezone?: string | undefined;
  /** Bring the schema up to date, or only check that it is. */
  readonly migrate: boolean;
  readonly now: () => number;
  /** Relations that are read from the platform's own tables. */
  readonly facts?: FactsMapping | undefined;
}

/**
 * Connects to a database whose schema is up to date, and tells the zone that its days are kept in.
 *
 * @throws DatabaseRefusal where waiting doesn't help: see `RefusalCode`. Any other error may pass by itself.
 */
export async function openDatabase(
  o: DatabaseOptions,
): Promise<{ db: Database; zone: string; warnings: readonly string[] }> {
  const db = connect({ ...o, hostNames: o.facts !== undefined });
  try {
    const warnings = await demandServer(db);
    if (o.migrate)
      await migrate(db, {
        catalogue: o.catalogue,
        now: new Date(o.now()),
        ...(o.timezone ? { timezone: o.timezone } : {}),
      });
    else {
      await demandRights(db);
      await demandMigrated(db);
    }
    const zone = await storedTimezone(db);
    if (o.timezone && o.timezone !== zone)
      throw new DatabaseRefusal(
        'timezone',
        `the database keeps days in ${zone}, but ${o.timezone} is configured`,
        `leave it out, or run \`joip-analytics rebuild --timezone ${o.timezone}\` to count every day anew`,
      );
    return { db: await withMapping(db, o.facts), zone, warnings };
  } catch (error) {
    await db.close();
    throw refusalOf(error) ?? error;
  }
}

async function demandMigrated(db: Database): Promise<void> {
  const applied = await readApplied(db);
  demandKnown(applied);
  const done = applied.map(({ tag }) => tag);
  const missing = knownMigrations().filter((tag) => !done.includes(tag));
  if (missing.length > 0)
    throw new DatabaseRefusal(
      'behind',
      `the schema "${db.schema}" lacks the migration ${missing.join(', ')}`,
      'run `joip-analytics migrate` first',
    );
}
