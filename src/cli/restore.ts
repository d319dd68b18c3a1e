import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkBackup, type Header, type Manifest, restoreBackup } from '../backup/index.ts';
import type { Config } from '../config/index.ts';
import { connect } from '../db/connect.ts';
import { demandServer } from '../db/demand-server.ts';
import { matchesSecret } from '../secrets/database-secret.ts';
import { closeStore } from '../store/store.ts';
import { accounted } from './accounted.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import { progressOf } from './progress.ts';
import { analyticsOptions, type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';
import { stoppable } from './signals.ts';

export function register(program: Command): void {
  withDatabase(program.command('restore <file>'))
    .description(
      'Fill a new database from a backup, and prove it: checksums, row counts, a recount of the log',
    )
    .option('--check', 'Only verify the file; no database is needed')
    .option('--json', 'Print the result as JSON')
    .addHelpText(
      'after',
      '\nPut the secret of the backed-up installation in place first: DATA_DIR/secret.key, or SECRET_KEY.',
    )
    .action(async (file: string, flags: Flags) => {
      const path = resolve(file);
      const onProgress = flags.json ? undefined : progressOf(note);
      if (!flags.check) return restore(path, await loadConfig(flags), flags, onProgress);
      const found = await stoppable('nothing was changed', (signal) =>
        checkBackup(path, { signal, onProgress }),
      );
      if (!found) return;
      if (flags.json) printJson({ ...summaryOf(found.header), tables: found.manifest.tables });
      else print(`${file} is whole: ${describe(found.header, found.manifest)}`);
    });
}

async function restore(
  path: string,
  config: Config,
  flags: Flags,
  onProgress: ReturnType<typeof progressOf> | undefined,
): Promise<void> {
  const { catalogue, schema, pooler } = config;
  const server = await openServer(config, note);
  const db = connect({ url: server.url(REAL_DATABASE), schema, pooler, poolSize: 3 });
  try {
    for (const warning of await demandServer(db)) note(warning);
    const done = await stoppable('the database is as it was before the rows went in', (signal) =>
      restoreBackup(db, { path, catalogue, now: new Date(), signal, onProgress }),
    );
    if (!done) return;
    const { secret } = analyticsOptions(config);
    if (secret && !(await matchesSecret(db, secret)))
      note(
        "the secret key isn't the one of the backup: erased users won't be recognised, and second factors and " +
          "signatures won't verify; put the old DATA_DIR/secret.key (or SECRET_KEY) in place",
      );
    // Before it there was nothing to be in the log.
    const doing = {
      command: 'restore',
      parameters: { file: basename(path), made: done.header.createdAt },
    } as const;
    await accounted({ db, config }, doing, async () => {});
    const { header, manifest, reconciliation, applied, columnsAdded, rows } = done;
    if (reconciliation.total > 0) process.exitCode = 1;
    if (flags.json) return printJson({ ...summaryOf(header), rows, applied, columnsAdded, reconciliation });
    for (const name of applied) note(`applied ${name}`);
    if (columnsAdded.length > 0)
      note(`added ${columnsAdded.join(', ')}; \`joip-analytics rebuild\` fills them from the log`);
    print(`restored ${describe(header, manifest)}`);
    print(`${reconciliation.activities} activities recounted, drift ${reconciliation.total}`);
    if (reconciliation.total > 0)
      note('what the backup held was off already; `joip-analytics reconcile` shows it, `rebuild` mends it');
  } finally {
    await closeStore(db);
    await db.close();
    await server.close();
  }
}

function describe(header: Header, { tables }: Manifest): string {
  const sums = Object.values(tables);
  const rows = sums.reduce((total, each) => total + each.rows, 0);
  return `${rows} rows of ${sums.length} tables, of ${header.createdAt}, by joip-analytics ${header.program}`;
}

const summaryOf = ({ createdAt, program, server, migrations, catalogue, timezone }: Header) => ({
  createdAt,
  program,
  server,
  migrations,
  catalogue,
  timezone,
});
