import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config/index.ts';
import { isTimezone } from '../contract/index.ts';
import { connect, type Database } from '../db/connect.ts';
import { describeAdoption } from '../import/adopt/describe.ts';
import { advise } from '../import/describe.ts';
import { type AdoptSummary, adopt, adoptDryRun, loadActions, type OldTables } from '../import/index.ts';
import { showProgress } from '../import/progress.ts';
import { checkRefusals } from '../import/refusals.ts';
import { writeOpeningBalances } from '../jobs/opening-balances.ts';
import { bringIn, untilInterrupted } from './bring-in.ts';
import type { Flags } from './shared.ts';
import * as shared from './shared.ts';

interface AdoptFlags extends Flags {
  readonly from?: string;
  readonly log?: string;
  readonly stats?: string;
  readonly actions?: string;
  readonly source?: string;
  readonly storedZone: string;
  readonly refused?: string;
  readonly views?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Each run reads all rows. */
const COMMAND = 'joip-analytics adopt, with the same options';

export function register(program: Command): void {
  shared
    .withDatabase(program.command('adopt'))
    .description("Bring in a platform's own user_activity_logs and user_usage_stats; safe to run again")
    .option('--dry-run', 'Only tell what is there, what would come in, and which counters the log explains')
    .option('--from <url>', 'Database that they are in (default: the one of --database-url)')
    .option('--log <table>', 'Table of activity, or a SELECT, where it has another name')
    .option('--stats <table>', 'Table of counters, or a SELECT, where it has another name')
    .option(
      '--actions <file>',
      "JSON: the platform's names of actions, each with an action of the catalogue, or null",
    )
    .option('--stored-zone <zone>', 'Zone of times that are stored without one, such as Europe/Berlin', 'UTC')
    .option('--source <name>', "Name of the source, the same in every run (default: the log's table)")
    .option('--views', 'Then put the tables aside, and views of their names over ours in their places')
    .option('--refused <file>', 'Where refused rows go (default: refused/adopted.ndjson in the data folder)')
    .option('--json', 'Print the summary as JSON')
    .addHelpText(
      'after',
      '\nThe tables are found in any spelling: "userId", userid, user_id. Nothing is written to them. While the platform goes on\n' +
        'writing there, run it as often as you like: each run brings the rest. See docs/adopt.md for the way over.\n' +
        "Exit code: 0 all rows are in, 1 some were refused, 2 it couldn't be done, 130 stopped.",
    )
    .action(async (flags: AdoptFlags) => {
      await untilInterrupted(async (signal) => {
        const summary = await (flags.dryRun ? look : run)(flags, signal);
        if (flags.json) shared.printJson(summary);
        else for (const line of describeAdoption(summary)) shared.print(line);
        if (summary.log) for (const line of advise(summary.log, COMMAND, COMMAND)) shared.note(line);
        process.exitCode = exitCodeOf(summary, signal);
      });
    });
}

function exitCodeOf({ log, balances }: AdoptSummary, { aborted }: AbortSignal): number {
  if (aborted) return 130;
  return (log?.refused ?? 0) + (balances?.refused.length ?? 0) > 0 ? 1 : 0;
}

async function look(flags: AdoptFlags, signal: AbortSignal): Promise<AdoptSummary> {
  const config = await shared.loadConfig(flags);
  const view = showProgress(process.stderr, 0);
  try {
    return await withHost(flags, config, (tables) =>
      adoptDryRun({ ...tables, catalogue: config.catalogue, signal, onProgress: view.update }),
    );
  } finally {
    view.stop();
  }
}

async function run(flags: AdoptFlags, signal: AbortSignal): Promise<AdoptSummary> {
  const config = await shared.loadConfig(flags);
  const refusedPath = resolve(flags.refused ?? join(config.dataDir, 'refused', 'adopted.ndjson'));
  return withHost(flags, config, async (tables) => {
    checkRefusals(refusedPath);
    const opened = await shared.openAnalytics(flags);
    const { db, catalogue, tombstones } = opened.analytics;
    try {
      return await bringIn(
        opened,
        { command: 'adopt', parameters: { source: flags.source ?? null, views: flags.views === true } },
        signal,
        (o) =>
          adopt({
            ...tables,
            ...o,
            refusedPath,
            writeBalances: (users, source) =>
              writeOpeningBalances(db, users, { catalogue, tombstones, ...source }),
          }),
        ({ log }) => log,
      );
    } finally {
      await opened.close();
    }
  });
}

async function withHost<T>(
  flags: AdoptFlags,
  config: Config,
  work: (tables: OldTables) => Promise<T>,
): Promise<T> {
  const host = connectHost(flags, config);
  try {
    if (!isTimezone(flags.storedZone))
      throw new shared.CliError(
        `--stored-zone "${flags.storedZone}" is no time zone; use an IANA name, such as Europe/Berlin or UTC`,
      );
    return await work({
      host,
      log: flags.log,
      stats: flags.stats,
      source: flags.source,
      timezone: flags.storedZone,
      viewsOf: flags.views ? `"${config.schema}"` : undefined,
      actions: flags.actions === undefined ? undefined : await actionsOf(flags.actions, config),
    });
  } finally {
    await host.close();
  }
}

function connectHost({ from }: AdoptFlags, { databaseUrl, pooler }: Config): Database {
  const url = from ?? databaseUrl;
  if (!url)
    throw new shared.CliError(
      "the platform's tables are in a database of its own: name it with --from postgres://user:password@host:5432/database",
    );
  return connect({ url, pooler, poolSize: 1, hostNames: true });
}

/** Beside the catalogue's own names, which most platforms have. */
const actionsOf = async (path: string, { catalogue }: Config) => ({
  ...Object.fromEntries(Object.keys(catalogue.actions).map((action) => [action, action])),
  ...(await loadActions(path)),
});
