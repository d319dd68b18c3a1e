import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import type { ServerState } from '../../db/embedded/index.ts';
import type { FactsMapping } from '../../db/relations.ts';
import type { SpoolPlace } from '../../ingest/host.ts';

/** What the audit log is verified with. */
export interface AuditContext {
  secret(): Promise<Uint8Array>;
  /** The secret lies in the database that it is to protect from. */
  readonly secretInDatabase: boolean;
  /** File of signed heads. */
  readonly headFile: string | undefined;
}

/** What the checks look at. */
export interface DoctorContext {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  /** As configured; undefined where nothing is. */
  readonly timezone?: string | undefined;
  /** Relations that are read from the platform's own tables, as configured. */
  readonly facts?: FactsMapping | undefined;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** What the audit log is verified with; unknown where undefined. */
  readonly audit?: AuditContext | undefined;
  /** Bytes that are free on the database's disk, where it is this machine's. */
  readonly freeBytes?: () => Promise<number>;
  /** How the embedded server of a running `serve` fares; undefined where none runs, null where PostgreSQL isn't ours. */
  readonly serverState?: ServerState | null | undefined;
  /** Where activity waits while the database is away; null where there is no spool. */
  readonly spool?: SpoolPlace | null | undefined;
  /** How long a pending row may stay before it counts as stuck, in milliseconds. Default 2,000. */
  readonly patience?: number;
}

/** `warn`: works, but look at it. `fail`: numbers are missing or wrong, or will be. */
export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** One line of the troubleshooting list. */
export interface Check {
  readonly name: string;
  readonly question: string;
  run(ctx: DoctorContext): Promise<Finding>;
}

export const ok = (detail: string): Finding => ({ status: 'ok', detail });
export const warn = (detail: string, mend: string): Finding => ({ status: 'warn', detail, mend });
export const fail = (detail: string, mend: string): Finding => ({ status: 'fail', detail, mend });

/** `1 day`, `2 days`, `2 activities`, `2 stretches` */
export const count = (n: number, noun: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? noun : noun.replace(/([^aeiou])y$/, '$1ie').replace(/ch$/, 'che')}${n === 1 ? '' : 's'}`;
