import type { Command } from 'commander';
import { connect } from '../db/connect.ts';
import { demandServer } from '../db/demand-server.ts';
import { migrate } from '../db/migrate.ts';
import { rebuild } from '../jobs/rebuild.ts';
import { accounted } from './accounted.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import { progressOfBlocks } from './progress.ts';
import { type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  withDatabase(program.command('rebuild'))
    .description('Make counters and blocks what the log says: mends drift, fills new counters')
    .option(
      '--timezone <zone>',
      'Make this the zone of the database: that of reports unless they ask for another',
    )
    .option('--all-blocks', 'Build every block anew, also those that are right')
    .option('--json', 'Print the result as JSON')
    .addHelpText(
      'after',
      '\nActivity that arrives while counters are written waits; reports go on, and read the log where no block is.',
    )
    .action(async ({ timezone, allBlocks, ...flags }: Flags) => {
      const config = await loadConfig(flags);
      const server = await openServer(config, note);
      // Not openAnalytics: it refuses a database that has another zone than the configured one.
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
        const doing = {
          command: 'rebuild',
          parameters: { timezone: zone ?? null, allBlocks: allBlocks === true },
        } as const;
        const done = await accounted({ db, config }, doing, () =>
          rebuild(db, {
            catalogue,
            timezone: zone,
            allBlocks: allBlocks === true,
            onStep: flags.json ? undefined : note,
            onBuilt: flags.json ? undefined : progressOfBlocks(),
          }),
        );
        if (flags.json) return printJson(done);
        for (const [table, rows] of Object.entries(done.mended)) print(`${table}: ${rows} rows put right`);
        print(`${done.built} blocks built; the zone is ${done.timezone}`);
      } finally {
        await db.close();
        await server.close();
      }
    });
}
