import type { z } from 'zod';
import type { Auth, Principal, Role } from '../auth/index.ts';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { FactOutcome } from '../ingest/check-fact.ts';
import type { FactName } from '../ingest/fact-rows.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Log } from '../log.ts';
import type { Audit } from './audit.ts';
import type { Cache } from './cache.ts';
import type { Caller } from './caller.ts';

/** A platform that reports are read from: the real one, or the sample. */
export interface View {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  readonly zone: string;
  readonly sample: boolean;
  /** Counts what host transactions left pending. */
  foldPending(): Promise<void>;
}

/** The sample platform that a server shows in place of the real one, until it is left. */
export interface SampleView {
  /** Null once left, or while there is none. */
  view(): View | null;
  leave(): Promise<void>;
}

/** Someone whom the host has signed in. */
export interface HostOperator {
  readonly id: string;
  readonly email?: string;
  readonly role: Role;
}

/** What the HTTP layer works with. */
export interface Services {
  readonly real: View;
  readonly sample: SampleView | undefined;
  readonly currency: string;
  readonly now: () => number;
  readonly log: Log;
  readonly ingest: Ingest;
  readonly auth: Auth;
  readonly audit: Audit;
  readonly cache: Cache;
  recordFacts(name: FactName, inputs: readonly unknown[]): Promise<FactOutcome[]>;
  identify(inputs: readonly unknown[]): Promise<FactOutcome[]>;
  readonly authorize: ((request: Request) => Promise<HostOperator | null>) | undefined;
  /** What of an address is stored. */
  readonly storedAddress: (address: string | null) => string | null;
  readonly options: {
    /** Without a slash at its end; empty where mounted at the root. */
    readonly basePath: string;
    readonly trustProxy: readonly string[];
    readonly insecureHttp: boolean;
    /** Folder of the built panel. */
    readonly panelDir: string;
  };
}

/** One admitted request. */
export interface Call<Q = Readonly<Record<string, unknown>>> {
  readonly services: Services;
  readonly view: View;
  readonly request: Request;
  readonly caller: Caller;
  readonly principal: Principal | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: unknown;
}

/** What a handler answers with, before headers of cache and security. */
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Rows told of, for the audit log. */
  readonly rows?: number;
}

/** What differs between endpoints; everything else follows from the route's attributes. */
export interface Handler {
  /** Accepted parameters; none where absent. */
  readonly query?: (catalogue: CatalogueInput) => z.ZodObject;
  /** Takes a JSON body. */
  readonly body?: true;
  /** Kept for a while, by parameters and role. */
  readonly cached?: true;
  /** Name of the path's parameter that names a user, for the audit log. */
  readonly target?: string;
  run(call: Call): Promise<Reply>;
}
