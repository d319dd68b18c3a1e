import type { Command } from 'commander';
import pg from 'pg';
import { defaultCatalogue } from '../catalogue/index.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { createIngest } from '../ingest/index.ts';
import { fillSample } from '../sample/index.ts';
import { buildBlocks } from '../store/build.ts';
import { closeStore } from '../store/store.ts';
import { openServer, SAMPLE_DATABASE, type Server } from './embedded.ts';
import { CliError } from './errors.ts';
import { progressOfBlocks } from './progress.ts';
import { type Flags, loadConfig, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  const sample = program
    .command('sample')
    .description(
      `The sample platform, in the database ${SAMPLE_DATABASE} of the embedded server; never among real rows`,
    );
  withDatabase(sample.command('create'))
    .description('Make the sample platform anew, up to today')
    .option('--seed <number>', 'Another platform for another number', whole, 1)
    .option('--users <number>', 'Accounts', whole, 2_000)
    .option('--days <number>', 'Days of activity', whole, 180)
    .option('--json', 'Print the result as JSON')
    .action((flags: Flags) => withSampleServer(flags, (server, zone) => create(server, flags, zone)));
  withDatabase(sample.command('clear'))
    .description('Remove the sample platform')
    .action((flags: Flags) =>
      withSampleServer(flags, async (server) => {
        await drop(server);
        print('the sample platform is gone; real data was never in its database');
      }),
    );
}

/** A server that `DATABASE_URL` names has one database, which is the real one: no place for a sample. */
async function withSampleServer(
  flags: Flags,
  work: (server: Server, zone: string) => Promise<void>,
): Promise<void> {
  const config = await loadConfig(flags);
  if (config.databaseUrl)
    throw new CliError('the sample platform needs the embedded server; leave DATABASE_URL out and try again');
  const server = await openServer(config, note);
  try {
    await work(server, config.timezone ?? 'UTC');
  } finally {
    await server.close();
  }
}

async function create(server: Server, flags: Flags, timezone: string): Promise<void> {
  await drop(server);
  await onServer(server, `create database ${SAMPLE_DATABASE} template template0 encoding 'UTF8'`);
  const db = connect({ url: server.url(SAMPLE_DATABASE) });
  const catalogue = defaultCatalogue;
  const ingest = createIngest(db, { catalogue });
  try {
    await migrate(db, { catalogue, timezone });
    const now = Date.now();
    const { seed, users, days } = flags as { seed: number; users: number; days: number };
    const result = await fillSample({
      db,
      ingest,
      now,
      seed,
      users,
      days,
      onProgress: progress(flags.json === true),
    });
    await buildBlocks(db, catalogue, {
      now,
      force: true,
      ...(flags.json ? {} : { onProgress: progressOfBlocks() }),
    });
    if (flags.json) printJson(result);
    else print(`the sample platform has ${result.users} users and ${result.activities} activities`);
  } finally {
    await ingest.close();
    await closeStore(db);
    await db.close();
  }
}

function progress(silent: boolean) {
  return ({ day, days, activities }: { day: number; days: number; activities: number }) => {
    if (!silent && day % Math.ceil(days / 10) === 0) note(`day ${day} of ${days}: ${activities} activities`);
  };
}

async function drop(server: Server): Promise<void> {
  // A server that renews the sample makes the next one beside it.
  for (const name of [SAMPLE_DATABASE, `${SAMPLE_DATABASE}_next`])
    await onServer(server, `drop database if exists ${name} with (force)`);
}

async function onServer(server: Server, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function whole(text: string): number {
  const n = Number(text);
  if (!/^\d{1,7}$/.test(text) || n < 1)
    throw new CliError(`"${text}" isn't accepted; use a whole number from 1 on`);
  return n;
}
