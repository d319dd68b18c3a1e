import { defaultCatalogue } from '../catalogue/index.ts';
import { FRAME_ANCESTORS, isFrameAncestor } from '../contract/frame-ancestors.ts';
import { HOST_VERSION, isHostVersion } from '../contract/host-version.ts';
import { unknownFields } from '../contract/index.ts';
import type { PrivacyPolicy } from '../ingest/enrich.ts';
import type { QueueLimits, SpoolPlace } from '../ingest/host.ts';
import type { InstallationOptions } from './installation.ts';

/** Every option, so that a misspelt one is told; the compiler names a forgotten one. */
const OPTIONS: Record<keyof InstallationOptions, true> = {
  databaseUrl: true,
  pool: true,
  schema: true,
  poolSize: true,
  catalogue: true,
  timezone: true,
  currency: true,
  privacy: true,
  migrate: true,
  cacheSeconds: true,
  basePath: true,
  trustProxy: true,
  insecureHttp: true,
  publicUrl: true,
  oidc: true,
  authorize: true,
  signInUrl: true,
  secret: true,
  auditHeadFile: true,
  facts: true,
  rateLimit: true,
  trackRateLimit: true,
  beaconActions: true,
  beaconRateLimit: true,
  queue: true,
  spool: true,
  kept: true,
  allowedHosts: true,
  frameAncestors: true,
  version: true,
  pooler: true,
  context: true,
  queryTimeout: true,
  waitForDatabase: true,
  log: true,
  now: true,
  panelDir: true,
  sample: true,
  serverState: true,
};

const PRIVACY: Record<keyof PrivacyPolicy, readonly string[]> = {
  ip: ['truncate', 'full', 'drop'],
  userAgent: ['family', 'full', 'drop'],
};

const SPOOL: Record<keyof SpoolPlace, true> = { folder: true, maxBytes: true };

const QUEUE: Record<keyof QueueLimits, true> = {
  maxActivities: true,
  maxBytes: true,
  maxBatch: true,
  lanes: true,
  timeout: true,
};

/**
 * Checks the names of a host's options, and the values that would otherwise be taken for something else.
 *
 * @throws Error that names each and what is accepted
 */
export function checkOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new Error('createAnalytics takes its options as an object: { databaseUrl, … }');
  const given = options as Partial<InstallationOptions>;
  const problems = [
    ...unknownIn('', options, Object.keys(OPTIONS)),
    ...unknownIn('privacy.', given.privacy, Object.keys(PRIVACY)),
    ...unknownIn('queue.', given.queue, Object.keys(QUEUE)),
    ...unknownIn('spool.', given.spool, Object.keys(SPOOL)),
  ];
  for (const [name, accepted] of Object.entries(PRIVACY)) {
    const value: unknown = given.privacy?.[name as keyof PrivacyPolicy];
    if (given.privacy && !accepted.includes(value as string))
      problems.push(`privacy.${name} is ${String(value)}, but takes ${accepted.join(', ')}`);
  }
  if (given.pool != null && given.databaseUrl != null)
    problems.push('takes databaseUrl or pool, not both: leave one out');
  problems.push(...spoolProblems(given.spool));
  if (given.authorize != null && typeof given.authorize !== 'function')
    problems.push('authorize takes a function of the request');
  if (given.signInUrl != null && !['string', 'function'].includes(typeof given.signInUrl))
    problems.push('signInUrl takes an address, or a function that makes one of the path that was asked for');
  if (given.signInUrl != null && given.authorize == null)
    problems.push('signInUrl is where authorize knows nobody: give authorize, too');
  if (given.frameAncestors != null && !areFrameAncestors(given.frameAncestors))
    problems.push(`frameAncestors takes a list of ${FRAME_ANCESTORS}`);
  if (given.version != null && given.version !== false && !isHostVersion(given.version))
    problems.push(`version takes ${HOST_VERSION}, or false for none`);
  if (given.catalogue != null && !('fingerprint' in given.catalogue))
    problems.push('catalogue takes what defineCatalogue({ … }) made');
  problems.push(...beaconProblems(given));
  if (problems.length > 0) throw new Error(`createAnalytics: ${problems.join('; ')}`);
}

const areFrameAncestors = (given: unknown): boolean => Array.isArray(given) && given.every(isFrameAncestor);

function unknownIn(prefix: string, given: object | undefined | null, accepted: readonly string[]): string[] {
  return Object.entries(unknownFields(given ?? {}, accepted)).map(([name, why]) => `${prefix}${name} ${why}`);
}

function beaconProblems({ beaconActions, catalogue }: Partial<InstallationOptions>): string[] {
  if (beaconActions == null) return [];
  if (!Array.isArray(beaconActions)) return ['beaconActions takes a list of actions of the catalogue'];
  const { actions } = catalogue ?? defaultCatalogue;
  const unknown = beaconActions.filter((name) => !Object.hasOwn(actions, name));
  return unknown.map((name) => `beaconActions takes actions of the catalogue, and ${String(name)} is none`);
}

function spoolProblems(spool: SpoolPlace | null | undefined): string[] {
  if (spool === undefined || spool === null) return [];
  const { folder, maxBytes } = spool as { folder?: unknown; maxBytes?: unknown };
  const problems: string[] = [];
  if (typeof folder !== 'string' || folder.trim() === '')
    problems.push("spool.folder takes a folder on this machine's disk, such as /var/lib/my-app/spool");
  if (maxBytes !== undefined && !(Number.isSafeInteger(maxBytes) && (maxBytes as number) > 0))
    problems.push('spool.maxBytes takes a whole number of bytes above 0');
  return problems;
}
