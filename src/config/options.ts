import ipaddr from 'ipaddr.js';
import { FRAME_ANCESTORS, isFrameAncestor } from '../contract/frame-ancestors.ts';
import * as type from './types.ts';

/** One setting, in its three places: flag, environment variable, key of the configuration file. */
export interface Option<T> {
  readonly type: type.OptionType<T>;
  readonly default: T;
  readonly env: string;
  /** As commander writes it: `--port <number>`. */
  readonly flag: string;
  readonly description: string;
}

const option = <T>(
  optionType: type.OptionType<T>,
  fallback: NoInfer<T>,
  env: string,
  flag: string,
  description: string,
): Option<T> => ({ type: optionType, default: fallback, env, flag, description });

/** Where nothing is a value of its own, the type accepts only values and the default is undefined. */
const optional = <T>(
  optionType: type.OptionType<T>,
  env: string,
  flag: string,
  description: string,
): Option<T | undefined> => ({ type: optionType, default: undefined, env, flag, description });

const isHostName = (item: string) => item === '*' || /^[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?$/i.test(item);
const isProxy = (item: string) => item === 'loopback' || ipaddr.isValid(item) || ipaddr.isValidCIDR(item);

/** Every option, once: flags, environment, `defineConfig()` and the documented table follow from it. */
export const options = {
  port: option(
    type.whole(0, 65_535),
    3000,
    'PORT',
    '--port <number>',
    'Port to listen on; 0 takes a free one',
  ),
  host: option(
    type.text('an address of this machine, such as 127.0.0.1 or 0.0.0.0'),
    '127.0.0.1',
    'HOST',
    '--host <address>',
    'Address to listen on; beyond loopback only behind TLS',
  ),
  basePath: option(
    type.basePath,
    '/',
    'BASE_PATH',
    '--base-path <path>',
    'Path under which everything is served',
  ),
  keepAliveSeconds: option(
    type.whole(1, 3_600),
    75,
    'KEEP_ALIVE_SECONDS',
    '--keep-alive-seconds <number>',
    'How long an idle connection is kept; longer than the load balancer in front keeps its own',
  ),
  maxConnections: optional(
    type.whole(1, 100_000),
    'MAX_CONNECTIONS',
    '--max-connections <number>',
    'Connections at most; as many as fit the limit of open files where not set',
  ),
  trustProxy: optional(
    type.list('addresses or CIDR ranges parted by commas, or loopback', isProxy),
    'TRUST_PROXY',
    '--trust-proxy <addresses>',
    'Proxies whose X-Forwarded-* and Forwarded headers are believed',
  ),
  insecureHttp: option(
    type.flag,
    false,
    'INSECURE_HTTP',
    '--insecure-http',
    'Serve plain HTTP beyond loopback: passwords and data can be read on the way',
  ),
  dataDir: option(
    type.text('a folder'),
    './data',
    'DATA_DIR',
    '--data-dir <folder>',
    'Folder of the embedded PostgreSQL server',
  ),
  spoolDir: optional(
    type.text('a folder'),
    'SPOOL_DIR',
    '--spool-dir <folder>',
    'Folder where activity waits while the database is away; DATA_DIR/spool where DATA_DIR exists',
  ),
  spoolMegabytes: option(
    type.whole(0, 1_000_000),
    1_024,
    'SPOOL_MEGABYTES',
    '--spool-megabytes <number>',
    'What may wait there at most, by process; 0 for no spool: activity is refused then',
  ),
  databaseUrl: optional(
    type.postgresUrl,
    'DATABASE_URL',
    '--database-url <url>',
    'A PostgreSQL server (15 or newer) to use instead of the embedded one',
  ),
  schema: option(
    type.schemaName,
    'analytics',
    'SCHEMA',
    '--schema <name>',
    'PostgreSQL schema that holds every table',
  ),
  secretKey: optional(
    type.secretKey,
    'SECRET_KEY',
    '--secret-key <text>',
    'Keys pseudonyms, tombstones of erased users and signatures; DATA_DIR/secret.key where not set',
  ),
  auditHeadFile: optional(
    type.text('a file'),
    'AUDIT_HEAD_FILE',
    '--audit-head-file <file>',
    'Signed heads of the audit log; DATA_DIR/audit-heads.ndjson with the embedded server, else none',
  ),
  poolSize: option(
    type.whole(2, 200),
    10,
    'POOL_SIZE',
    '--pool-size <number>',
    'Database connections at most',
  ),
  pooler: option(
    type.oneOf('auto', 'transaction', 'none'),
    'auto',
    'DATABASE_POOLER',
    '--pooler <kind>',
    'Whether a pooler (PgBouncer and its like) lends connections for one transaction; auto finds out',
  ),
  timezone: optional(
    type.timezone,
    'TIMEZONE',
    '--timezone <zone>',
    'Zone of reports that name none, and of the days that retention keeps; UTC if never set',
  ),
  currency: option(
    type.currency,
    'USD',
    'CURRENCY',
    '--currency <code>',
    'The currency that revenue is told in',
  ),
  cacheSeconds: option(
    type.whole(0, 86_400),
    300,
    'CACHE_SECONDS',
    '--cache-seconds <number>',
    'How long an aggregate report is kept; 0 turns it off',
  ),
  rateLimit: option(
    type.whole(0, 1_000_000),
    600,
    'RATE_LIMIT',
    '--rate-limit <number>',
    'Requests a minute to the admin API by one operator, key or address; 0 for no limit',
  ),
  trackRateLimit: option(
    type.whole(0, 1_000_000),
    0,
    'TRACK_RATE_LIMIT',
    '--track-rate-limit <number>',
    'Requests a minute to the tracking endpoints by one key; 0 for no limit',
  ),
  beaconActions: optional(
    type.list('actions of the catalogue parted by commas', (item) => /^\w+$/.test(item)),
    'BEACON_ACTIONS',
    '--beacon-actions <actions>',
    "Actions that users' browsers may send beside page views; none where not set",
  ),
  beaconRateLimit: option(
    type.whole(0, 1_000_000),
    120,
    'BEACON_RATE_LIMIT',
    '--beacon-rate-limit <number>',
    "Requests a minute by one user's browsers, ten times as many by one address; 0 for no limit",
  ),
  ipPolicy: option(
    type.oneOf('truncate', 'full', 'drop'),
    'truncate',
    'IP_POLICY',
    '--ip-policy <policy>',
    'What of an IP address is stored: its /24 or /48, all of it, or nothing',
  ),
  userAgentPolicy: option(
    type.oneOf('family', 'full', 'drop'),
    'family',
    'USER_AGENT_POLICY',
    '--user-agent-policy <policy>',
    'What of a user agent is stored: browser and system, all of it, or nothing',
  ),
  sample: option(
    type.flag,
    true,
    'SAMPLE',
    '--sample <true|false>',
    'Show a sample platform while the embedded database holds no activity; --empty is --sample false',
  ),
  adminEmail: option(
    type.email,
    'admin@localhost.localdomain',
    'ADMIN_EMAIL',
    '--admin-email <address>',
    'E-mail of the first administrator',
  ),
  publicUrl: optional(
    type.webUrl,
    'PUBLIC_URL',
    '--public-url <url>',
    'Address that browsers open, with its path: what links and single sign-on lead back to',
  ),
  allowedHosts: optional(
    type.list('host names parted by commas, such as analytics.internal, or * for any', isHostName),
    'ALLOWED_HOSTS',
    '--allowed-hosts <names>',
    'Names that are answered beside loopback, addresses and that of PUBLIC_URL; others get 421',
  ),
  frameAncestors: optional(
    type.list(`${FRAME_ANCESTORS}, parted by commas`, isFrameAncestor),
    'FRAME_ANCESTORS',
    '--frame-ancestors <origins>',
    'Whose pages may show the panel in a frame: self, or origins; nobody where not set',
  ),
  hostVersion: optional(
    type.hostVersion,
    'JOIP_ANALYTICS_HOST_VERSION',
    '--host-version <version>',
    'Version of your app as this server starts: a new one is marked in the charts',
  ),
  oidcIssuer: optional(
    type.webUrl,
    'OIDC_ISSUER',
    '--oidc-issuer <url>',
    'OpenID Connect provider that operators may sign in with; needs OIDC_CLIENT_ID and PUBLIC_URL',
  ),
  oidcClientId: optional(
    type.text('the id that the provider knows this server by'),
    'OIDC_CLIENT_ID',
    '--oidc-client-id <id>',
    'Client id at the provider',
  ),
  oidcClientSecret: optional(
    type.text('the secret that belongs to OIDC_CLIENT_ID'),
    'OIDC_CLIENT_SECRET',
    '--oidc-client-secret <secret>',
    'Client secret at the provider; none for a public client',
  ),
  oidcName: option(
    type.text('a name'),
    'single sign-on',
    'OIDC_NAME',
    '--oidc-name <name>',
    'What the sign-in page calls the provider: Continue with …',
  ),
  logLevel: option(
    type.oneOf('silent', 'error', 'warn', 'info', 'debug'),
    'info',
    'LOG_LEVEL',
    '--log-level <level>',
    'What is logged, as JSON lines on standard error',
  ),
} as const;

export type OptionName = keyof typeof options;

/** Every option with its value. */
export type OptionValues = {
  -readonly [K in OptionName]: (typeof options)[K] extends Option<infer T> ? T : never;
};

export const optionNames = Object.keys(options) as OptionName[];
