import type { Command } from 'commander';
import { connect } from '../db/connect.ts';
import { demandServer } from '../db/demand-server.ts';
import { migrate } from '../db/migrate.ts';
import { rebuild } from '../jobs/rebuild.ts';
import { accounted } from './accounted.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import { type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  withDatabase(program.command('rebuild'))
    .description('Count everything anew from the log: mends drift, fills new counters')
    .option('--timezone <zone>', 'Keep per-user days in this zone from now on')
    .option('--json', 'Print the result as JSON')
    .addHelpText(
      'after',
      '\nActivity that arrives meanwhile waits; reports show the old numbers until the end.',
    )
    .action(async ({ timezone, ...flags }: Flags) => {
      const config = await loadConfig(flags);
      const server = await openServer(config, note);
      // Not openAnalytics: it refuses a database that keeps days in another zone than the configured one.
      const db = connect({
        url: server.url(REAL_DATABASE),
        schema: config.schema,
        pooler: config.pooler,
        poolSize: 2,
      });
      try {
        for (const warning of await demandServer(db)) note(warning);
        const { catalogue } = config;
        await migrate(db, { catalogue });
        const zone = typeof timezone === 'string' ? timezone : undefined;
        const doing = { command: 'rebuild', parameters: { timezone: zone ?? null } } as const;
        const done = await accounted({ db, config }, doing, () =>
          rebuild(db, { catalogue, timezone: zone, onStep: flags.json ? undefined : note }),
        );
        if (flags.json) return printJson(done);
        for (const [table, rows] of Object.entries(done.mended)) print(`${table}: ${rows} rows put right`);
        print(`days are kept in ${done.timezone}`);
      } finally {
        await db.close();
        await server.close();
      }
    });
}
