import type { AnalyticsOptions } from './analytics-options.ts';
import { createHostReports, type HostReports } from './analytics-reports.ts';
import type { Auth } from './auth/index.ts';
import { type Background, startBackground } from './background.ts';
import type { Catalogue, DefaultCatalogue } from './catalogue/index.ts';
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
import { exportUser, type UserChunk } from './export/export-user.ts';
import { createApp, type RequestInfo } from './http/app.ts';
import type { View } from './http/handler.ts';
import { createMiddleware } from './http/middleware.ts';
import type { FactOutcome } from './ingest/check-fact.ts';
import type { FactName } from './ingest/fact-rows.ts';
import type { FactOptions } from './ingest/facts.ts';
import type { HostTransaction, Ingest } from './ingest/index.ts';
import type { Receipt } from './jobs/erase/index.ts';
import type { RetentionRunner } from './jobs/retention-runner.ts';
import { createServices } from './services.ts';
import { createUsageTracking, type UsageTracking } from './tracking.ts';

export type { AnalyticsOptions } from './analytics-options.ts';

/** A host's open transaction that facts are recorded in: they commit with it or not at all. */
export type InTransaction = Pick<FactOptions, 'tx'>;

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
  recordCreditTransaction(fact: CreditTransaction, options?: InTransaction): Promise<FactOutcome>;
  recordCreditTransactions(
    facts: readonly CreditTransaction[],
    options?: InTransaction,
  ): Promise<FactOutcome[]>;
  recordReferral(fact: Referral, options?: InTransaction): Promise<FactOutcome>;
  recordReferrals(facts: readonly Referral[], options?: InTransaction): Promise<FactOutcome[]>;
  recordCommunityShare(fact: CommunityShare, options?: InTransaction): Promise<FactOutcome>;
  recordCommunityShares(facts: readonly CommunityShare[], options?: InTransaction): Promise<FactOutcome[]>;
  recordLike(fact: CommunityLike, options?: InTransaction): Promise<FactOutcome>;
  recordLikes(facts: readonly CommunityLike[], options?: InTransaction): Promise<FactOutcome[]>;
  /** Erases a user for good; platform totals stay. Null where nothing is known of them. */
  eraseUser(userId: string): Promise<Receipt | null>;
  /** Everything that is kept of a user, as pieces of one JSON text. */
  exportUser(userId: string): AsyncGenerator<UserChunk>;
  /** Removes what is older than the periods that operators have set. */
  readonly retention: RetentionRunner;
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
  /** Ends live streams, so that the host's server can close at once; `close` does it too. */
  endStreams(): void;
  /** Stops accepting, writes what waits (10 s at most), disconnects. */
  close(): Promise<void>;
}

/**
 * Opens an installation in a PostgreSQL database.
 *
 * @throws DatabaseRefusal where the database is not one to work with; Error where it can not be reached.
 * @example
 * const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL!, basePath: '/insights' });
 * analytics.start();
 * await analytics.trackSessionAction(userId, 'created', sessionId, { title: 'Sunset' });
 */
export async function createAnalytics<C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
): Promise<Analytics<C>> {
  const services = await createServices(options);
  const { ingest, log, now, real: view } = services;
  const { db } = view;
  const catalogue = view.catalogue as C;
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
  const facts = (name: FactName) => (inputs: readonly unknown[], o?: InTransaction) =>
    services.recordFacts(name, inputs, o);
  const fact = (name: FactName) => async (input: unknown, o?: InTransaction) =>
    (await services.recordFacts(name, [input], o))[0]!;

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
    eraseUser: services.eraseUser,
    exportUser: (userId) => exportUser(db, userId, now()),
    retention: services.retention,
    apiCall: ingest.signals.apiCall,
    present: ingest.signals.present,
    fetch: app,
    ...createMiddleware(ingest.context, ingest.signals),
    endStreams: services.live.close,
    start() {
      jobs ??= startBackground(services, catalogue);
    },
    close() {
      closing ??= (async () => {
        services.live.close();
        await jobs?.stop();
        await services.retention.stop();
        services.recorder.close();
        await ingest.close();
        await services.audit.close().catch((error) => log.error({ err: error }, 'audit log not flushed'));
        await db.close();
      })();
      return closing;
    },
  };
}
