import type { Audit } from '../audit/index.ts';
import type { Auth, HostOperator } from '../auth/index.ts';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { ServerState } from '../db/embedded/index.ts';
import type { UserChunk } from '../export/export-user.ts';
import type { FactOutcome } from '../ingest/check-fact.ts';
import type { FactName } from '../ingest/fact-rows.ts';
import type { Ingest, PrivacyPolicy } from '../ingest/index.ts';
import type { Tombstones } from '../ingest/tombstones.ts';
import type { TroubleLog } from '../ingest/trouble.ts';
import type { Receipt } from '../jobs/erase/index.ts';
import type { RetentionRunner } from '../jobs/retention-runner.ts';
import type { Log } from '../log/log.ts';
import type { DatabaseState, Metrics, Recorder } from '../operation/index.ts';
import type { Judge } from './beacon/judge.ts';
import type { BeaconTokens } from './beacon/tokens.ts';
import type { Cache } from './cache.ts';
import type { LiveStreams } from './live/streams.ts';
import type { RateLimit } from './rate-limit.ts';

/** A platform that reports are read from: the real one, or the sample. */
export interface PlatformView {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  readonly zone: string;
  readonly sample: boolean;
  /** Counts what host transactions left pending, and learns of a mapped platform's accounts. */
  foldPending(): Promise<void>;
}

/** The sample platform that a server shows in place of the real one, until it is left. */
export interface SampleView {
  /** Null once left, or while there is none. */
  view(): PlatformView | null;
  leave(): Promise<void>;
  /** Whether it was left and can be shown again: until the server starts anew. */
  left(): boolean;
  /** Shows it again. */
  back(): Promise<void>;
}

/** What the HTTP layer works with. */
export interface Services {
  readonly real: PlatformView;
  readonly sample: SampleView | undefined;
  readonly currency: string;
  /** Keys are derived from it, one for each purpose. */
  readonly secret: Uint8Array;
  /** Who was erased. */
  readonly tombstones: Tombstones;
  readonly retention: RetentionRunner;
  /** Null where nothing is known of the user. */
  eraseUser(userId: string): Promise<Receipt | null>;
  /** Everything that is kept of a user, as pieces of one JSON text. */
  exportUser(userId: string): AsyncGenerator<UserChunk>;
  readonly now: () => number;
  readonly log: Log;
  readonly ingest: Ingest;
  /** What was refused or set aside, for the host's log. */
  readonly trouble: TroubleLog;
  readonly auth: Auth;
  readonly audit: Audit;
  readonly cache: Cache;
  /** What this process did lately. */
  readonly recorder: Recorder;
  readonly metrics: Metrics;
  /** How the database does; asked at most every few seconds. */
  readonly databaseState: () => Promise<DatabaseState>;
  /** How the embedded server fares; undefined where PostgreSQL isn't ours. */
  readonly serverState: (() => ServerState) | undefined;
  /** What stands in the way of a write now, by name; empty where nothing does. */
  readonly readiness: () => Promise<Record<string, string>>;
  readonly rateLimit: RateLimit;
  /** Who browsers belong to, and what they may send. */
  readonly beacon: { readonly tokens: BeaconTokens; readonly judge: Judge; readonly countsPresence: boolean };
  /** Streams of activity that are open in this process. */
  readonly live: LiveStreams;
  recordFacts(
    name: FactName,
    inputs: readonly unknown[],
    /** The caller's own, as they came. */
    options?: unknown,
  ): Promise<FactOutcome[]>;
  identify(inputs: readonly unknown[]): Promise<FactOutcome[]>;
  recordSignals(inputs: readonly unknown[]): Promise<FactOutcome[]>;
  readonly authorize: ((request: Request) => Promise<HostOperator | null> | HostOperator | null) | undefined;
  /** Where the host signs people in; undefined leaves it to our own sign-in. */
  readonly signInUrl: string | ((path: string) => string) | undefined;
  /** What of an address is stored. */
  readonly storedAddress: (address: string | null) => string | null;
  readonly options: {
    /** Without a slash at its end; empty where mounted at the root. */
    readonly basePath: string;
    readonly trustProxy: readonly string[];
    /** Address that browsers open, mount point included; null where it wasn't told. */
    readonly publicUrl: URL | null;
    /** Host names that are answered beside loopback and the public one; undefined leaves it to the host. */
    readonly allowedHosts: readonly string[] | undefined;
    /** Whose pages may show the panel in a frame. */
    readonly frameAncestors: readonly string[];
    readonly insecureHttp: boolean;
    /** Folder of the built panel. */
    readonly panelDir: string;
    /** What of addresses and user agents is stored, and how long reports are kept: fixed by the configuration. */
    readonly privacy: PrivacyPolicy;
    readonly cacheSeconds: number;
  };
}
