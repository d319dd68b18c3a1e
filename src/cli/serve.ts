import { resolve } from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import type { Installation } from '../app/installation.ts';
import { openInstallation } from '../app/open-installation.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Config, optionNames } from '../config/index.ts';
import { guarded } from '../log/log.ts';
import { demandUnserved, openOwnServer, REAL_DATABASE, type Server } from './embedded.ts';
import { demandSafeHost, linkTo, panelAddress } from './host.ts';
import { demandFreePort, listen } from './listen.ts';
import { openSamplePlatform, type SamplePlatform, wantsSample } from './sample-platform.ts';
import { removeServerFile, writeServerFile } from './server-file.ts';
import { addOptions, analyticsOptions, type Flags, loadConfig, note, print } from './shared.ts';
import { untilStopped } from './signals.ts';
import { write } from './terminal.ts';

export function register(program: Command): void {
  addOptions(program.command('serve'), optionNames)
    .description('Start the server, on DATABASE_URL or, where it is installed, on its own PostgreSQL')
    .option('--empty', 'Start without the sample platform')
    .option('--config <file>', 'Configuration file')
    .action(async ({ empty, ...flags }: Flags) => {
      const config = await loadConfig(empty ? { ...flags, sample: false } : flags);
      demandSafeHost(config);
      await serve(config);
    });
}

async function serve(config: Config): Promise<void> {
  demandUnserved(config);
  await demandFreePort(config);
  const close: (() => Promise<unknown>)[] = [];
  const stopping = new AbortController();
  let opening: Promise<Server> | undefined;
  const stop = async () => {
    stopping.abort();
    // One that is being started is stopped once it has: until then nothing of it is known here.
    await opening?.catch(() => {});
    for (const each of close.reverse()) await each();
  };
  // Before anything is started, so that Ctrl-C during the first start stops the database too.
  untilStopped(stop, note);
  try {
    opening = openOwnServer(config, note, stopping.signal);
    const server = await opening;
    close.push(() => server.close());
    await run(config, server, close);
  } catch (error) {
    // Then it is the stop that made it fail, and that goes on to its end.
    if (stopping.signal.aborted) return;
    await stop();
    throw error;
  }
}

async function run(config: Config, server: Server, close: (() => Promise<unknown>)[]): Promise<void> {
  const log = guarded(pino({ level: config.logLevel }, { write: (line) => write('stderr', line) }));
  const databaseUrl = server.url(REAL_DATABASE);
  let sample: SamplePlatform | undefined;
  const analytics = await openInstallation({
    ...analyticsOptions(config),
    databaseUrl,
    log,
    serverState: server.embedded?.state,
    sample: {
      view: () => sample?.view() ?? null,
      leave: async () => sample?.leave(),
      left: () => sample?.left() ?? false,
      back: async () => sample?.back(),
    },
  });
  close.push(() => analytics.close());
  if (server.embedded && (await wantsSample(config, analytics))) {
    const onError = (error: unknown) => log.error({ err: error }, "the sample couldn't be renewed");
    sample = await openSamplePlatform({
      embedded: server.embedded,
      config,
      real: analytics,
      onProgress: progressLine(),
      onError,
    });
    close.push(() => sample!.close());
  }
  analytics.start();
  const http = await listen(analytics.fetch, config);
  close.push(() => http.close(10_000));
  // First of all, since the server waits for those who are being answered.
  close.push(async () => analytics.endStreams());
  const address = panelAddress(config, http.port);
  if (server.embedded) {
    const dataDir = resolve(config.dataDir);
    const { state, onRestart } = server.embedded;
    const tell = () => writeServerFile(dataDir, { databaseUrl, address, server: state() });
    tell();
    const still = onRestart(tell);
    close.push(async () => {
      still();
      removeServerFile(dataDir);
    });
  }
  await greet(analytics, config, address, sample !== undefined);
}

async function greet(
  analytics: Installation<Catalogue>,
  config: Config,
  address: string,
  sample: boolean,
): Promise<void> {
  print(`joip-analytics is at ${address}`);
  if (sample)
    print(
      'It shows a sample platform until real activity comes in; leave it in the panel, or start with --empty.',
    );
  const { operators } = analytics.auth;
  if (await operators.anyoneSignedIn()) return;
  const known = await operators.list();
  const first =
    known.find((each) => each.role === 'admin') ?? (await operators.save(config.adminEmail, 'admin'));
  print(`Sign in as ${first.email}, once, within 24 hours:`);
  const shown = config.publicUrl ? `${config.publicUrl}/` : address;
  print(`  ${linkTo(shown, 'sign-in', await operators.newLink(first.id))}`);
  print(
    'Set a password on the Account page then; without one, a new link is the way in: operator link EMAIL.',
  );
}

/** Tells every tenth of the way, so that a first start isn't silent. */
function progressLine(): (share: number) => void {
  let told = -1;
  return (share) => {
    const tenth = Math.floor(share * 10);
    if (tenth === told) return;
    told = tenth;
    note(`making the sample platform: ${tenth * 10} %`);
  };
}
