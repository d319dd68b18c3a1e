import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option as Flag } from 'commander';
import type { Installation } from '../app/installation.ts';
import { openInstallation } from '../app/open-installation.ts';
import type { OidcOptions } from '../auth/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Config, type OptionName, options, readConfigFile, resolveConfig } from '../config/index.ts';
import type { Database } from '../db/connect.ts';
import type { SpoolPlace } from '../ingest/index.ts';
import { loadSecret } from '../secrets/load-secret.ts';
import { openServer, REAL_DATABASE, SAMPLE_DATABASE } from './embedded.ts';
import { CliError } from './errors.ts';
import { note } from './terminal.ts';

export { CliError } from './errors.ts';
export { note, print, printJson } from './terminal.ts';

/** What commander collected: options by their name, and a command's own flags. */
export type Flags = Readonly<Record<string, unknown>>;

const DATABASE_OPTIONS = ['dataDir', 'databaseUrl', 'schema', 'spoolDir'] as const satisfies OptionName[];

/** Adds flags of the option table to a command, so that they are read and described the same everywhere. */
export function addOptions(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) {
    const o = options[name];
    command.addOption(new Flag(o.flag, `${o.description} (${o.env})`));
  }
  return command;
}

/** Adds the flags that say which database a command works on; every command with `openAnalytics` needs them. */
export function withDatabase(command: Command): Command {
  return addOptions(command, DATABASE_OPTIONS)
    .option('--config <file>', 'Configuration file')
    .option('--env-file <file>', 'File of environment variables to read first, such as .env');
}

/** Flags before environment before configuration file. */
export async function loadConfig(flags: Flags): Promise<Config> {
  // What the environment holds by now wins.
  if (typeof flags.envFile === 'string') process.loadEnvFile(flags.envFile);
  const path = typeof flags.config === 'string' ? flags.config : undefined;
  const { file, filePath } = await readConfigFile(path, process.cwd());
  return resolveConfig({ flags, env: process.env, file, filePath });
}

export interface OpenedInstallation {
  readonly analytics: Installation<Catalogue>;
  readonly db: Database;
  readonly catalogue: Catalogue;
  readonly config: Config;
  /** Connection URL of the database that was opened. */
  readonly url: string;
  /** Flushes, disconnects, and stops the embedded server where this command started it. */
  close(): Promise<void>;
}

export interface OpenFlags {
  /** The sample platform's database instead of the real one. Embedded server only. */
  readonly sample?: boolean;
  /** Bring the schema up to date first. Default true. */
  readonly migrate?: boolean;
  readonly catalogue?: Catalogue;
}

/**
 * Opens what a command works on: the database of `DATABASE_URL`, or the embedded server, which is started,
 * or shared with the `serve` that runs on the same data folder.
 *
 * @example
 * withDatabase(program.command('reconcile')).action(async (flags) => {
 *   const opened = await openAnalytics(flags);
 *   try {
 *     await reconcile(opened.db, opened.catalogue);
 *   } finally {
 *     await opened.close();
 *   }
 * });
 */
export async function openAnalytics(flags: Flags, o: OpenFlags = {}): Promise<OpenedInstallation> {
  const config = await loadConfig(flags);
  const server = await openServer(config, note);
  const catalogue = o.catalogue ?? config.catalogue;
  try {
    if (o.sample) await server.createDatabase(SAMPLE_DATABASE);
    const url = server.url(o.sample ? SAMPLE_DATABASE : REAL_DATABASE);
    const analytics = await openInstallation({
      ...analyticsOptions(config),
      // The sample has no tables of a platform beside it.
      ...(o.sample ? { facts: undefined, spool: undefined } : {}),
      catalogue,
      databaseUrl: url,
      migrate: o.migrate,
    });
    const close = async () => {
      await analytics.close();
      await server.close();
    };
    return { analytics, db: analytics.db, catalogue, config, url, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** The part of the configuration that an installation takes. */
export function analyticsOptions(config: Config) {
  return {
    schema: config.schema,
    poolSize: config.poolSize,
    pooler: config.pooler,
    catalogue: config.catalogue,
    facts: config.facts,
    timezone: config.timezone,
    currency: config.currency,
    privacy: { ip: config.ipPolicy, userAgent: config.userAgentPolicy },
    cacheSeconds: config.cacheSeconds,
    basePath: config.basePath,
    trustProxy: config.trustProxy,
    rateLimit: config.rateLimit,
    trackRateLimit: config.trackRateLimit,
    beaconActions: config.beaconActions,
    beaconRateLimit: config.beaconRateLimit,
    insecureHttp: config.insecureHttp,
    publicUrl: config.publicUrl,
    // Nothing stands before this server that would refuse a stranger's name for this machine.
    allowedHosts: [...(config.allowedHosts ?? []), config.host],
    frameAncestors: config.frameAncestors,
    oidc: oidcOf(config),
    // Nothing here tells the version of an app that runs elsewhere, but whoever starts this.
    version: config.hostVersion ?? (false as const),
    // With a database of the operator's own, processes share no folder: SECRET_KEY, else the database keeps it.
    secret: loadSecret({
      secretKey: config.secretKey,
      dataDir: config.databaseUrl ? undefined : resolve(config.dataDir),
    })?.secret,
    auditHeadFile: auditHeadFileOf(config),
    spool: spoolOf(config),
  };
}

/** Beside the embedded server's data; elsewhere only where it is asked for. */
export function auditHeadFileOf(config: Config): string | undefined {
  if (config.auditHeadFile) return resolve(config.auditHeadFile);
  return config.databaseUrl ? undefined : resolve(config.dataDir, 'audit-heads.ndjson');
}

/** Beside the embedded server's data; with another database where there is such a folder, or one is named. */
export function spoolOf({ spoolDir, spoolMegabytes, databaseUrl, dataDir }: Config): SpoolPlace | undefined {
  if (spoolMegabytes === 0) return undefined;
  if (!spoolDir && databaseUrl && !existsSync(dataDir)) return undefined;
  return { folder: resolve(spoolDir ?? join(dataDir, 'spool')), maxBytes: spoolMegabytes * 1024 ** 2 };
}

/** @throws CliError where single sign-on is configured by half */
function oidcOf(config: Config): OidcOptions | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret, oidcName } = config;
  if (!issuer) return undefined;
  if (!clientId)
    throw new CliError('OIDC_ISSUER needs OIDC_CLIENT_ID: what the provider knows this server by');
  if (!config.publicUrl)
    throw new CliError('OIDC_ISSUER needs PUBLIC_URL: the address that the provider sends browsers back to');
  return { issuer, clientId, clientSecret, name: oidcName };
}
