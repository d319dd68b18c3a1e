import type { Command } from 'commander';
import { connect, type Database } from '../db/connect.ts';
import { demandServer } from '../db/demand-server.ts';
import { migrate } from '../db/migrate.ts';
import { distribute, undistribute } from '../jobs/distribute.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import {
  addOptions,
  CliError,
  type Flags,
  loadConfig,
  note,
  print,
  printJson,
  withDatabase,
} from './shared.ts';

export function register(program: Command): void {
  addOptions(withDatabase(program.command('migrate')), ['timezone'])
    .description("Bring the database's schema up to date; safe to run again at any time")
    .option('--distribute', 'Spread what grows with activity over the workers of a Citus coordinator')
    .option(
      '--shards <n>',
      'Shards of each table, where they are spread now: as many as there will ever be workers (default: one a worker, and enough for 4 workers)',
    )
    .option('--undistribute', 'Bring it back to the coordinator')
    .option('--json', 'Print the result as JSON')
    .action(async (flags: Flags) => {
      const move = moveOf(flags);
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
        const moved = await move?.(db);
        if (flags.json) return printJson({ ...done, ...(moved && { moved }) });
        for (const name of done.applied) print(`applied ${name}`);
        for (const name of done.columnsAdded) print(`added column ${name}`);
        for (const name of moved ?? []) print(`${flags.distribute ? 'spread' : 'brought back'} ${name}`);
        if (moved?.length === 0)
          print(`every table ${flags.distribute ? 'is spread already' : 'is on this server already'}`);
        if (!moved && done.applied.length + done.columnsAdded.length === 0) print('the schema is up to date');
      } finally {
        await db.close();
        await server.close();
      }
    });
}

/** What is to be done beside the migration. */
function moveOf(flags: Flags): ((db: Database) => Promise<string[]>) | undefined {
  if (flags.distribute && flags.undistribute)
    throw new CliError('--distribute and --undistribute are opposites: give one of them');
  if (flags.shards !== undefined && !flags.distribute) throw new CliError('--shards goes with --distribute');
  const onStep = flags.json ? undefined : note;
  if (flags.undistribute) return (db) => undistribute(db, { onStep });
  if (!flags.distribute) return undefined;
  const shards = flags.shards === undefined ? undefined : Number(flags.shards);
  if (shards !== undefined && !(Number.isInteger(shards) && shards >= 1 && shards <= 1_000))
    throw new CliError('--shards takes a whole number from 1 to 1000');
  return (db) => distribute(db, { shards, onStep });
}
