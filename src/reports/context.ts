import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { ReportKeys } from './anonymous/pseudonym.ts';

/** What a report is handed beside its query. */
export interface ReportContext {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  /** Zone of per-user days, as stored in the database. */
  readonly zone: string;
  /** Reporting currency, ISO 4217. */
  readonly currency: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The database holds the sample platform. */
  readonly sample: boolean;
  /** From here on the log of every feature is whole, in milliseconds; absent where retention removed nothing. */
  readonly logStart?: number | undefined;
  /** A worker of Citus that can't be reached, as `host:port`: what it alone tells is null. */
  readonly away?: string | null;
  /** Aborts where nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** What people are named by in anonymised reports. */
  readonly keys?: ReportKeys;
}
