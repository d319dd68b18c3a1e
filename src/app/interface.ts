import type { ActionOf, Catalogue, DefaultCatalogue } from '../catalogue/index.ts';
import type {
  CommunityLike,
  CommunityShare,
  CreditTransaction,
  Id,
  Identity,
  Referral,
  TrackOutcome,
} from '../contract/index.ts';
import type { RequestInfo } from '../http/host.ts';
import type { createMiddleware } from '../http/middleware.ts';
import type { FactOutcome } from '../ingest/check-fact.ts';
import type { ContextStore } from '../ingest/context.ts';
import type { HostTransaction } from '../ingest/host.ts';
import type { Receipt } from '../jobs/erase/receipt.ts';
import type { AnalyticsOptions } from './options.ts';
import type { HostReports } from './report-types.ts';
import type { HostActivity, UsageTracking } from './tracking.ts';

/** What a call may be told beside what it records. */
export interface RecordingOptions {
  /**
   * The host's open transaction: what is recorded commits with it or not at all, and the outcome is `pending`. A
   * `pg` client as it is; `joip-analytics/tx/…` makes one of another driver's.
   */
  readonly tx?: HostTransaction | null | undefined;
  /** Reject with a `NotCommittedError` where nothing was written: refused, set aside, or of an erased user. */
  readonly mustCommit?: boolean | null | undefined;
}

/** The segments that operators have saved, for the host's own code. */
export interface HostSegments {
  /**
   * Whether a user is in a segment: as of a minute ago where it is asked for again and again, and of ten minutes ago at
   * most. Answered from memory once it was worked out; the first question waits for that, and a user's first one for
   * a look at one key.
   *
   * Never rejects: where it can't be told (no such segment, the database is away) it is false, which the log tells.
   *
   * @example if (await analytics.segments.isIn(user.id, 'slipping')) showOffer();
   */
  isIn(userId: Id, slug: string): Promise<boolean>;
  /**
   * Ids of everybody in a segment by now, in the order in which they were first known; a few hundred at a time are read.
   *
   * @throws Error where there is no such segment, or its rules can't be answered any more
   * @example for await (const userId of analytics.segments.members('slipping')) await write(userId);
   */
  members(slug: string): AsyncIterable<string>;
}

/** An installation: tracks, reports, and answers HTTP. Several live side by side in one process. */
export interface Analytics<C extends Catalogue = DefaultCatalogue> extends UsageTracking<C> {
  readonly catalogue: C;
  /** Reports for the host's own code. */
  readonly reports: HostReports<C>;
  /** Who is in the segments that operators have saved. */
  readonly segments: HostSegments;
  /** Async context of requests: what is tracked inside `run` carries it. */
  readonly context: ContextStore;
  /** Records one activity; without a `userId`, of the user of the request around. Never throws, and rejects only with `mustCommit`. */
  track<A extends ActionOf<C>>(
    input: HostActivity<C, A>,
    options?: RecordingOptions | null,
  ): Promise<TrackOutcome>;
  /** Records a user; with `internal` told, moves what they counted. Never rejects. */
  identify(user: Identity): Promise<FactOutcome>;
  identifyAll(users: readonly Identity[]): Promise<FactOutcome[]>;
  recordCreditTransaction(fact: CreditTransaction, options?: RecordingOptions | null): Promise<FactOutcome>;
  recordCreditTransactions(
    facts: readonly CreditTransaction[],
    options?: RecordingOptions | null,
  ): Promise<FactOutcome[]>;
  recordReferral(fact: Referral, options?: RecordingOptions | null): Promise<FactOutcome>;
  recordReferrals(facts: readonly Referral[], options?: RecordingOptions | null): Promise<FactOutcome[]>;
  recordCommunityShare(fact: CommunityShare, options?: RecordingOptions | null): Promise<FactOutcome>;
  recordCommunityShares(
    facts: readonly CommunityShare[],
    options?: RecordingOptions | null,
  ): Promise<FactOutcome[]>;
  recordLike(fact: CommunityLike, options?: RecordingOptions | null): Promise<FactOutcome>;
  recordLikes(facts: readonly CommunityLike[], options?: RecordingOptions | null): Promise<FactOutcome[]>;
  /** Erases a user for good; platform totals stay. Null where nothing is known of them. */
  eraseUser(userId: Id): Promise<Receipt | null>;
  /** Everything that is kept of a user, as pieces of one JSON text. */
  exportUser(userId: Id): AsyncGenerator<{ readonly text: string; readonly rows: number }>;
  /** One API call by a user; counted in memory and written every few seconds. */
  apiCall(userId: Id): void;
  /** A user is present now; the same minute counts once. */
  present(userId: Id): void;
  /**
   * A token for the page of a user who is signed in, that tells the beacon in it whose browser it is. Never rejects.
   *
   * @param options.minutes how long it holds, 1 to 1,440. Default 60.
   * @returns null for what is no user's id, which the log tells, and while the database was never reached
   * @example `<script type="module" src="/insights/beacon.js" data-token="${await analytics.beaconToken(user.id)}"></script>`
   */
  beaconToken(
    userId: Id | null | undefined,
    options?: { readonly minutes?: number | undefined } | null,
  ): Promise<string | null>;
  /** The whole HTTP interface, panel included, as a web-standard handler. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  readonly middleware: ReturnType<typeof createMiddleware>['middleware'];
  readonly honoMiddleware: ReturnType<typeof createMiddleware>['honoMiddleware'];
  readonly wrapFetch: ReturnType<typeof createMiddleware>['wrapFetch'];
  /** Runs work in the context of a request that is told: what the adapters of frameworks do. */
  readonly inRequest: ReturnType<typeof createMiddleware>['inRequest'];
  readonly inNodeRequest: ReturnType<typeof createMiddleware>['inNodeRequest'];
  /** Starts the background jobs; without them host transactions and signals are counted late. */
  start(): void;
  /** Ends live streams, so that the host's server can close at once; `close` does it too. */
  endStreams(): void;
  /** Stops accepting, writes what waits, disconnects: 10 s at most, whatever the database does. */
  close(): Promise<void>;
}

/**
 * Opens an installation in a PostgreSQL database.
 *
 * Where the database can't be reached it resolves all the same, and waits for it in the background: `/readyz`
 * answers 503 with the reason until then, tracking `refused`, reports an error.
 *
 * @throws DatabaseRefusal where the database isn't one to work with; Error where it can't be reached and
 *   `waitForDatabase` is false.
 * @example
 * const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL! });
 * app.use('/insights', analyticsRoutes(analytics)); // of joip-analytics/express, /fastify, /hono …
 * await analytics.trackSessionAction(userId, 'created', sessionId, { title: 'Sunset' });
 */
export type CreateAnalytics = <C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
) => Promise<Analytics<C>>;

/**
 * The same without a promise: for CommonJS, and for hosts that read their environment late (`databaseUrl` may be a
 * function then). The database is opened in the background once the modules of the host have run. What
 * `createAnalytics` would have rejected is told by the log, `/readyz` and each outcome instead.
 *
 * @throws Error where an option isn't known or can't be accepted
 * @example
 * import { openAnalytics } from 'joip-analytics/open';
 * const analytics = openAnalytics({ databaseUrl: () => process.env.DATABASE_URL, log: console });
 */
export type OpenAnalytics = <C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
) => Analytics<C>;
