import { fileURLToPath } from 'node:url';
import { createHostReports, type HostReports } from './analytics-reports.ts';
import { type Auth, createAuth } from './auth/index.ts';
import { type Background, startBackground } from './background.ts';
import { type Catalogue, type DefaultCatalogue, defaultCatalogue } from './catalogue/index.ts';
import type {
  ActivityInput,
  CommunityLike,
  CommunityShare,
  CreditTransaction,
  Identity,
  Outcome,
  Referral,
} from './contract/index.ts';
import type { Database } from './db/connect.ts';
import { openDatabase } from './db/open.ts';
import { createApp, type RequestInfo } from './http/app.ts';
import { createAudit } from './http/audit.ts';
import { createCache } from './http/cache.ts';
import type { HostOperator, SampleView, Services, View } from './http/handler.ts';
import { createMiddleware } from './http/middleware.ts';
import type { FactOutcome } from './ingest/check-fact.ts';
import { createEnrich } from './ingest/enrich.ts';
import type { FactName } from './ingest/fact-rows.ts';
import { recordFacts } from './ingest/facts.ts';
import { identifyUsers } from './ingest/identify.ts';
import {
  createIngest,
  type HostTransaction,
  type Ingest,
  type PrivacyPolicy,
  type QueueOptions,
} from './ingest/index.ts';

import { type Log, silent } from './log.ts';
import { createUsageTracking, type UsageTracking } from './tracking.ts';

export interface AnalyticsOptions<C extends Catalogue = DefaultCatalogue> {
  /** PostgreSQL 15 or newer: `postgres://user:password@host/database`. */
  databaseUrl: string;
  /** PostgreSQL schema that holds every table. Default `analytics`. */
  schema?: string | undefined;
  /** Connections at most. Default 10. */
  poolSize?: number | undefined;
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
  /** Path under which `fetch` is mounted, as it appears in the requests: `/insights`. Default `/`. */
  basePath?: string | undefined;
  /** Proxies (addresses, CIDR ranges, `loopback`) whose `X-Forwarded-*` headers are believed. */
  trustProxy?: readonly string[] | undefined;
  /** Allow signing in over plain HTTP from other machines. Default false. */
  insecureHttp?: boolean | undefined;
  /** The host's own sign-in: who a request comes from, or null for nobody. */
  authorize?: ((request: Request) => Promise<HostOperator | null>) | undefined;
  queue?: QueueOptions | undefined;
  /** Slot 0–15 of this process's rollup rows; processes beside each other should differ. */
  slot?: number | undefined;
  /** A pino logger, or anything with its methods. Default: silent. */
  log?: Log | undefined;
  /** The clock, in milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** A sample platform that reports show in place of this one. */
  sample?: SampleView | undefined;
  /** Folder of the built panel. */
  panelDir?: string | undefined;
}

/** An installation: tracks, reports, and answers HTTP. Several live side by side in one process. */
export interface Analytics<C extends Catalogue = DefaultCatalogue> extends UsageTracking<C> {
  readonly catalogue: C;
  readonly db: Database;
  readonly ingest: Ingest;
  readonly auth: Auth;
  /** What reports read from. */
  readonly view: View;
  /** Reports for the host's own code. */
  readonly reports: HostReports;
  /** Async context of requests: what is tracked inside `run` carries it. */
  readonly context: Ingest['context'];
  /** Records one activity. Never throws and never rejects. */
  track(input: ActivityInput, options?: { tx?: HostTransaction }): Promise<Outcome>;
  /** Records a user; with `internal` told, moves what they counted. Never rejects. */
  identify(user: Identity): Promise<FactOutcome>;
  identifyAll(users: readonly Identity[]): Promise<FactOutcome[]>;
  recordCreditTransaction(fact: CreditTransaction): Promise<FactOutcome>;
  recordCreditTransactions(facts: readonly CreditTransaction[]): Promise<FactOutcome[]>;
  recordReferral(fact: Referral): Promise<FactOutcome>;
  recordReferrals(facts: readonly Referral[]): Promise<FactOutcome[]>;
  recordCommunityShare(fact: CommunityShare): Promise<FactOutcome>;
  recordCommunityShares(facts: readonly CommunityShare[]): Promise<FactOutcome[]>;
  recordLike(fact: CommunityLike): Promise<FactOutcome>;
  recordLikes(facts: readonly CommunityLike[]): Promise<FactOutcome[]>;
  /** One API call by a user; counted in memory and written every few seconds. */
  apiCall(userId: string): void;
  /** A user is present now; the same minute counts once. */
  present(userId: string): void;
  /** The whole HTTP interface, panel included, as a web-standard handler. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  readonly middleware: ReturnType<typeof createMiddleware>['middleware'];
  readonly honoMiddleware: ReturnType<typeof createMiddleware>['honoMiddleware'];
  readonly wrapFetch: ReturnType<typeof createMiddleware>['wrapFetch'];
  /** Starts the background jobs; without them host transactions and signals are counted late. */
  start(): void;
  /** Stops accepting, writes what waits (10 s at most), disconnects. */
  close(): Promise<void>;
}

/**
 * Opens an installation in a PostgreSQL database.
 *
 * @throws Error where the database can not be reached, is newer than this program, or keeps another zone.
 * @example
 * const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL!, basePath: '/insights' });
 * analytics.start();
 * await analytics.trackSessionAction(userId, 'created', sessionId, { title: 'Sunset' });
 */
export async function createAnalytics<C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
): Promise<Analytics<C>> {
  const now = options.now ?? Date.now;
  const log = options.log ?? silent;
  const catalogue = options.catalogue ?? (defaultCatalogue as unknown as C);
  const { db, zone } = await openDatabase({
    url: options.databaseUrl,
    ...(options.schema ? { schema: options.schema } : {}),
    ...(options.poolSize ? { poolSize: options.poolSize } : {}),
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    catalogue,
    timezone: options.timezone,
    migrate: options.migrate ?? true,
    now,
  });
  const privacy = options.privacy ?? { ip: 'truncate', userAgent: 'family' };
  const ingest = createIngest(db, {
    catalogue,
    privacy,
    now,
    ...(options.slot === undefined ? {} : { slot: options.slot }),
    ...(options.queue ? { queue: options.queue } : {}),
  });
  const view: View = { db, catalogue, zone, sample: false, foldPending: ingest.foldPending };
  const services: Services = {
    real: view,
    sample: options.sample,
    currency: options.currency ?? 'USD',
    now,
    log,
    ingest,
    auth: createAuth(db, now),
    audit: createAudit(db, now, (error) => log.error({ err: error }, 'audit completion not written')),
    cache: createCache(options.cacheSeconds ?? 300, now),
    recordFacts: (name, inputs) => recordFacts(db, name, inputs),
    identify: (inputs) => identifyUsers(db, inputs, catalogue),
    authorize: options.authorize,
    storedAddress: createEnrich(privacy).ipAddress,
    options: {
      basePath: (options.basePath ?? '').replace(/\/+$/, ''),
      trustProxy: options.trustProxy ?? [],
      insecureHttp: options.insecureHttp ?? false,
      panelDir: options.panelDir ?? fileURLToPath(new URL('../dist/dashboard/', import.meta.url)),
    },
  };
  const app = createApp(services);
  let jobs: Background | undefined;
  let closing: Promise<void> | undefined;

  const track: Analytics['track'] = async (input, o) => {
    try {
      return (await ingest.track(input, o)).outcome;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const reason = o?.tx ? 'transaction' : 'database_unavailable';
      return { outcome: 'refused', reason, message: `not written: ${why}` };
    }
  };
  const facts = (name: FactName) => (inputs: readonly unknown[]) => services.recordFacts(name, inputs);
  const fact = (name: FactName) => async (input: unknown) => (await services.recordFacts(name, [input]))[0]!;

  return {
    catalogue,
    db,
    ingest,
    auth: services.auth,
    view,
    reports: createHostReports(services),
    context: ingest.context,
    track,
    ...createUsageTracking<C>({ catalogue, track }),
    identify: async (user) => (await services.identify([user]))[0]!,
    identifyAll: services.identify,
    recordCreditTransaction: fact('creditTransactions'),
    recordCreditTransactions: facts('creditTransactions'),
    recordReferral: fact('referrals'),
    recordReferrals: facts('referrals'),
    recordCommunityShare: fact('communityShares'),
    recordCommunityShares: facts('communityShares'),
    recordLike: fact('communityLikes'),
    recordLikes: facts('communityLikes'),
    apiCall: ingest.signals.apiCall,
    present: ingest.signals.present,
    fetch: app,
    ...createMiddleware(ingest.context, ingest.signals),
    start() {
      jobs ??= startBackground(services, catalogue);
    },
    close() {
      closing ??= (async () => {
        await jobs?.stop();
        await ingest.close();
        await services.audit.flush().catch((error) => log.error({ err: error }, 'audit log not flushed'));
        await db.close();
      })();
      return closing;
    },
  };
}
