import type pg from 'pg';
import { archivedBefore } from '../../db/archived.ts';
import type { Database } from '../../db/connect.ts';
import { bumpCacheEpoch } from '../../db/meta.ts';
import { takeTime } from '../../db/silence.ts';
import type { Balances, CountedElsewhere } from '../../ingest/counted-elsewhere.ts';
import { type DryRunOptions, dryRun } from '../dry-run.ts';
import { ImportError } from '../errors.ts';
import { type ImportOptions, importFile } from '../import-file.ts';
import { sourceTag } from '../row-id.ts';
import { lockSource, readRuns } from '../runs.ts';
import type { ImportSummary } from '../summary.ts';
import { type BalanceSummary, createBalanceSummary } from './balance-summary.ts';
import { unexplained } from './explained.ts';
import { findOldTable, OLD_TABLES, type OldTable } from './find.ts';
import { openLog } from './log-input.ts';
import { type RefusedUser, readStats } from './stats.ts';
import { putViews, sameDatabase, viewStatements } from './views.ts';

export interface OldTables {
  /** The database that the platform's tables are in; may be the one that ours are in. */
  readonly host: Database;
  /** A table or a SELECT in the place of what is found by its name. */
  readonly log?: string | undefined;
  readonly stats?: string | undefined;
  /** Name of the source; default that of the log's table. */
  readonly source?: string | undefined;
  /** IANA zone of times that are stored without one. */
  readonly timezone: string;
  readonly actions?: Readonly<Record<string, string | null>> | undefined;
  /** Our schema as a quoted identifier, where views over it are to take the tables' places. */
  readonly viewsOf?: string | undefined;
}

export interface AdoptOptions
  extends OldTables,
    Pick<
      ImportOptions,
      'db' | 'ingest' | 'catalogue' | 'refusedPath' | 'signal' | 'onProgress' | 'onWarning' | 'onSource'
    > {
  /** `writeOpeningBalances`. */
  readonly writeBalances: (
    users: readonly CountedElsewhere[],
    source: { readonly source: string; readonly tag: string },
  ) => Promise<Balances>;
}

export interface AdoptSummary {
  readonly source: string;
  /** What was read; null where there is none. */
  readonly logTable: string | null;
  readonly statsTable: string | null;
  /** The log's rows; null without a log. */
  readonly log: ImportSummary | null;
  /** Opening balances; null without a table of counters, and where they weren't reached. */
  readonly balances:
    | (BalanceSummary & {
        /** Users whose counters moved now; in a dry run null. */
        readonly changed: number | null;
        readonly refused: readonly RefusedUser[];
      })
    | null;
  /** Why balances stay as they are, where they do. */
  readonly settled: string | null;
  /** Statements that put views in the places of the tables, in a dry run those that would. */
  readonly views: readonly string[];
}

/**
 * Brings in a platform's own log and counters, as of one snapshot of its database: the log as an import, each row once
 * however often this is run; then, as opening balances, what its counters have beyond the log.
 *
 * @throws ImportError where it can't be done or gone on with; what came in stays
 */
export async function adopt(o: AdoptOptions): Promise<AdoptSummary> {
  const { viewsOf } = o;
  if (viewsOf === undefined) return bring(o);
  if (!(await sameDatabase(o.host, o.db)))
    throw new ImportError(
      "--views needs the platform's tables in the database that ours are in: a view reads no other",
    );
  const before = await bring(o);
  if (o.signal?.aborted) return before;
  const views = await inSnapshot(o, async (_, found) => ({
    found,
    statements: viewStatements(found, { ...o, s: viewsOf }),
  }));
  await putViews(o.host, views.found, views.statements);
  // Nobody writes to the tables any more: this brings what came between.
  return { ...together(before, await bring(o)), views: views.statements };
}

/** Two runs as one: the second read everything again, and refused again what the first had. */
function together(before: AdoptSummary, after: AdoptSummary): AdoptSummary {
  return {
    ...after,
    log: before.log &&
      after.log && {
        ...before.log,
        rows: after.log.rows,
        imported: before.log.imported + after.log.imported,
        refused: after.log.refused,
        refusals: after.log.refusals,
        unmapped: after.log.unmapped,
        refusedFile: after.log.refusedFile,
        stopped: after.log.stopped,
      },
    balances: after.balances && {
      ...after.balances,
      changed: (before.balances?.changed ?? 0) + (after.balances.changed ?? 0),
    },
  };
}

function bring(o: AdoptOptions): Promise<AdoptSummary> {
  return inSnapshot(o, async (client, found) => {
    const { source } = found;
    const archived = await archivedBefore(o.db);
    const cut = archived.size === 0 ? undefined : Math.max(...archived.values());
    const before = (await readRuns(o.db)).some((run) => run.source === source);
    const log =
      found.log &&
      (await importFile({
        ...o,
        ...openLog(client, found.log, { ...o, source, since: cut }),
        source,
        fromStart: true,
      }));
    const told = { source, logTable: nameOf(found.log), statsTable: nameOf(found.stats), log, views: [] };
    if (!found.stats || log?.stopped) return { ...told, balances: null, settled: null };
    if (cut !== undefined && before) return { ...told, balances: null, settled: settledBy(cut) };
    return { ...told, balances: await bringBalances(client, found.stats, source, o), settled: null };
  });
}

async function bringBalances(client: pg.ClientBase, stats: OldTable, source: string, o: AdoptOptions) {
  const lock = await lockSource(o.db, source);
  const summary = createBalanceSummary();
  const refused: RefusedUser[] = [];
  let changed = 0;
  try {
    for await (const some of readStats(client, o.catalogue, stats, o.timezone)) {
      refused.push(...some.refused.slice(0, SHOWN - refused.length));
      const done = await o.writeBalances(some.users, { source, tag: sourceTag(source) });
      summary.add(done.balances);
      changed += done.changed;
      if (o.signal?.aborted) break;
    }
  } finally {
    await lock.release();
    if (changed > 0) await bumpCacheEpoch(o.db);
  }
  return { ...summary.state(), changed, refused };
}

const SHOWN = 20;

/** What `adopt` would do: counts, and by how much counters differ from the log. Nothing is written anywhere. */
export function adoptDryRun(
  o: OldTables & Pick<DryRunOptions, 'catalogue' | 'signal' | 'onProgress'>,
): Promise<AdoptSummary> {
  return inSnapshot(o, async (client, found) => {
    const opened = found.log && openLog(client, found.log, { ...o, source: found.source });
    const log = opened && (await dryRun({ ...o, ...opened, source: found.source }));
    const told = {
      source: found.source,
      logTable: nameOf(found.log),
      statsTable: nameOf(found.stats),
      log,
      settled: null,
      views: o.viewsOf === undefined ? [] : viewStatements(found, { ...o, s: o.viewsOf }),
    };
    if (!found.stats || log?.stopped) return { ...told, balances: null };
    const summary = createBalanceSummary();
    const { stats } = found;
    for await (const some of unexplained(client, o.catalogue, {
      ...found,
      ...o,
      stats,
      mapping: opened?.mapping ?? null,
      log: found.log,
    }))
      summary.add(some);
    return { ...told, balances: { ...summary.state(), changed: null, refused: [] } };
  });
}

interface Found {
  readonly source: string;
  readonly log: OldTable | null;
  readonly stats: OldTable | null;
}

const nameOf = (table: OldTable | null): string | null => table && (table.place?.name ?? 'a SELECT');

/** The connection ends with it: a log that is read by half would be sent to its end before anything else is. */
async function inSnapshot<T>(
  o: OldTables,
  work: (client: pg.PoolClient, found: Found) => Promise<T>,
): Promise<T> {
  const client = await o.host.pool.connect();
  try {
    // The log is read no faster than it comes in here.
    takeTime(client, 24 * 60);
    await client.query('begin isolation level repeatable read read only');
    const log = await findOldTable(client, 'log', o.log);
    const stats = await findOldTable(client, 'stats', o.stats);
    if (!log && !stats) throw new ImportError(nothingFound());
    return await work(client, { log, stats, source: o.source ?? sourceOf(log ?? stats!) });
  } finally {
    client.release(true);
  }
}

/** The same for a table whose place a view has taken since. */
function sourceOf({ place }: OldTable): string {
  if (place) return place.name;
  throw new ImportError(
    'a SELECT needs the name of what it reads, the same in every run, so that a second run knows its rows: give --source NAME',
  );
}

const nothingFound = () =>
  `this database has neither ${Object.values(OLD_TABLES)
    .map(({ name }) => name)
    .join(
      ' nor ',
    )} in whichever spelling (userActivityLogs, useractivitylogs), or its user may not see them. ` +
  'Name the database with --from URL, the tables with --log and --stats';

const settledBy = (cut: number) =>
  `opening balances stay as they are: retention has removed log before ${new Date(cut).toISOString()}, so that what the ` +
  'adopted rows count can no longer be told';
