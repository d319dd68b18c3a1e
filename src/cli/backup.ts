import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeBackup } from '../backup/index.ts';
import { connect } from '../db/connect.ts';
import { packageVersion } from '../db/package-file.ts';
import { accounted } from './accounted.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import { progressOf } from './progress.ts';
import { type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';
import { stoppable } from './signals.ts';

export function register(program: Command): void {
  withDatabase(program.command('backup'))
    .description('Write every table, as of one instant, into one compressed and checksummed file')
    .option('--out <file>', 'File to make, - for standard output. Default: joip-analytics-<time>.tar.gz')
    .option('--json', 'Print the result as JSON')
    .addHelpText(
      'after',
      "\nThe server may run meanwhile. Keep DATA_DIR/secret.key (or SECRET_KEY) with the backup: it isn't in it.",
    )
    .action(async (flags: Flags) => {
      const config = await loadConfig(flags);
      const now = new Date();
      const path = typeof flags.out === 'string' ? flags.out : nameAt(now);
      const server = await openServer(config, note);
      // Not openAnalytics: a backup is taken of the schema as it is, before an upgrade too.
      const db = connect({
        url: server.url(REAL_DATABASE),
        schema: config.schema,
        pooler: config.pooler,
        poolSize: 3,
      });
      try {
        // A schema of before the audit log is backed up all the same.
        const doing = { command: 'backup', evenUnaudited: true } as const;
        const done = await accounted({ db, config }, doing, () =>
          stoppable('no file was made', (signal) =>
            writeBackup(db, {
              path: path === '-' ? path : resolve(path),
              catalogue: config.catalogue,
              program: packageVersion(),
              now,
              signal,
              onProgress: flags.json ? undefined : progressOf(note),
            }),
          ),
        );
        if (!done) return;
        const { manifest, rows, bytes } = done;
        if (path === '-') note(`wrote ${rows} rows of ${Object.keys(manifest.tables).length} tables`);
        else if (flags.json) printJson({ file: done.path, rows, bytes, tables: manifest.tables });
        else
          print(
            `${path}: ${rows} rows of ${Object.keys(manifest.tables).length} tables, ${(bytes! / 1024 ** 2).toFixed(1)} MiB`,
          );
      } finally {
        await db.close();
        await server.close();
      }
    });
}

/** `joip-analytics-2026-03-20T15-37-11Z.tar.gz`: sorts by time, and is a name everywhere. */
const nameAt = (now: Date) => `joip-analytics-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`;
