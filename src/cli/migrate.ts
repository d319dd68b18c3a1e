import type { Command } from 'commander';
import { connect } from '../db/connect.ts';
import { demandServer } from '../db/demand-server.ts';
import { migrate } from '../db/migrate.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import { addOptions, type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  addOptions(withDatabase(program.command('migrate')), ['timezone'])
    .description("Bring the database's schema up to date; safe to run again at any time")
    .option('--json', 'Print the result as JSON')
    .action(async (flags: Flags) => {
      const config = await loadConfig(flags);
      const server = await openServer(config, note);
      const db = connect({
        url: server.url(REAL_DATABASE),
        schema: config.schema,
        pooler: config.pooler,
        poolSize: 2,
      });
      try {
        for (const warning of await demandServer(db)) note(warning);
        const { catalogue, timezone } = config;
        const done = await migrate(db, { catalogue, ...(timezone ? { timezone } : {}) });
        if (flags.json) return printJson(done);
        for (const name of done.applied) print(`applied ${name}`);
        for (const name of done.columnsAdded) print(`added column ${name}`);
        if (done.applied.length + done.columnsAdded.length === 0) print('the schema is up to date');
      } finally {
        await db.close();
        await server.close();
      }
    });
}
