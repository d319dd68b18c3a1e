import type { OidcOptions } from '../auth/options.ts';
import type { HostOperator } from '../auth/roles.ts';
import type { ActionOf, Catalogue, DefaultCatalogue } from '../catalogue/index.ts';
import type { HostPool } from '../db/host-pool.ts';
import type { Pooler } from '../db/poolers.ts';
import type { FactsMapping } from '../db/relations.ts';
import type { PrivacyPolicy } from '../ingest/enrich.ts';
import type { QueueLimits, SpoolPlace } from '../ingest/host.ts';
import type { Log } from '../log/log.ts';

export interface AnalyticsOptions<C extends Catalogue = DefaultCatalogue> {
  /**
   * PostgreSQL 15 or newer: `postgres://user:password@host/database`. A function is asked each time that the database is
   * opened, so it may read what the environment holds by then.
   */
  databaseUrl?: string | (() => string | undefined) | undefined;
  /**
   * The host's own `pg.Pool` in place of `databaseUrl`: connections are borrowed one by one and go back as they came;
   * it is never ended.
   */
  pool?: HostPool | undefined;
  /** PostgreSQL schema that holds every table. Default `analytics`. */
  schema?: string | undefined;
  /** Connections at most. Default 10; of `pool` half, but 3 to 10. */
  poolSize?: number | undefined;
  /**
   * Whether a pooler in transaction mode (PgBouncer and its like) stands in between. Default `auto`: found out.
   */
  pooler?: Pooler | undefined;
  /**
   * Whether to start all the same where the database can't be reached, and to wait for it in the background.
   * Default true; false rejects.
   */
  waitForDatabase?: boolean | undefined;
  /** How long the database may leave a question unanswered before its connection is cut, in ms. Default 30,000. */
  queryTimeout?: number | undefined;
  /** What is measured. Default: the catalogue of a creator platform. */
  catalogue?: C | undefined;
  /** Zone of reports and per-user days, fixed at the first migration. Default: the stored one, else UTC. */
  timezone?: string | undefined;
  /** Reporting currency, ISO 4217. Default `USD`. */
  currency?: string | undefined;
  /** What of addresses and user agents is stored. Default `truncate` and `family`. */
  privacy?: PrivacyPolicy | undefined;
  /** Bring the schema up to date at the start. Default true; false only checks. */
  migrate?: boolean | undefined;
  /** How long an aggregate report is kept, in seconds; 0 turns it off. Default 300. */
  cacheSeconds?: number | undefined;
  /** Path under which `fetch` is mounted where its caller doesn't tell; the adapters of frameworks do. Default `/`. */
  basePath?: string | undefined;
  /** Proxies (addresses, CIDR ranges, `loopback`) whose `X-Forwarded-*` and `Forwarded` headers are believed. */
  trustProxy?: readonly string[] | undefined;
  /** Allow signing in over plain HTTP from other machines. Default false. */
  insecureHttp?: boolean | undefined;
  /** Address that browsers open, mount point included: links and single sign-on lead back to it. */
  publicUrl?: string | undefined;
  /**
   * Host names that requests may be for, beside loopback ones, addresses and that of `publicUrl`; others are answered
   * with 421. Default: any, since which hosts an application answers to is its own to decide.
   */
  allowedHosts?: readonly string[] | undefined;
  /**
   * Whose pages may show the panel in a frame: `self`, or origins such as `https://admin.example.com`. Default: nobody's.
   * The browser sends our sign-in, and most hosts' own, to pages of the same site alone.
   */
  frameAncestors?: readonly string[] | undefined;
  /** An OpenID Connect provider that operators may sign in with; needs `publicUrl`. */
  oidc?: OidcOptions | undefined;
  /**
   * The host's own version, up to 64 letters, digits and `. _ + - ~ /`: a new one is marked in the charts. Default:
   * `JOIP_ANALYTICS_HOST_VERSION`, else that of the host's package.json; false marks none.
   */
  version?: string | false | undefined;
  /** The host's own sign-in: who a request comes from, or null for nobody. Any other answer is refused, and told in the log. */
  authorize?: ((request: Request) => Promise<HostOperator | null> | HostOperator | null) | undefined;
  /**
   * Where somebody goes who opens the panel and is nobody to `authorize`: an address, or what makes one of the path that
   * was asked for. Default: our own sign-in, which stays at `admin/sign-in`.
   */
  signInUrl?: string | ((path: string) => string) | undefined;
  /** At least 32 random bytes that keys are derived from. Default: one kept in the database, which is weaker. */
  secret?: Uint8Array | undefined;
  /** File that signed heads of the audit log are appended to. Default: none, so a log cut at its end may go unnoticed. */
  auditHeadFile?: string | undefined;
  /** A SELECT for each relation that the platform's own tables hold: read from there instead of recorded. */
  facts?: FactsMapping | undefined;
  /** Requests a minute to the admin API by one operator, key or address; 0 for no limit. Default 600. */
  rateLimit?: number | undefined;
  /** Requests a minute to the tracking endpoints by one key; 0, the default, for no limit. */
  trackRateLimit?: number | undefined;
  /**
   * Actions that the browsers of users may send beside page views. Default: none, since whoever has a browser can send what
   * they like: leave out what is worth money.
   */
  beaconActions?: readonly NoInfer<ActionOf<C>>[] | undefined;
  /** Requests a minute by one user's browsers, and ten times as many by one address; 0 for no limit. Default 120. */
  beaconRateLimit?: number | undefined;
  queue?: QueueLimits | undefined;
  /**
   * A folder where activity waits while the database is away: it is `spooled` then instead of `refused`. Default: none.
   */
  spool?: SpoolPlace | undefined;
  /** A pino logger, or anything with its methods. Default: silent. */
  log?: Log | undefined;
  /** The clock, in milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** Folder of the built panel. */
  panelDir?: string | undefined;
}
