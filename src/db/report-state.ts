import type { Database } from './connect.ts';
import { awayWorker } from './failures.ts';

/** What a report must know before it reads. */
export interface ReportState {
  /** Zone of per-user days. */
  readonly zone: string;
  /** From here on the log of every feature is whole, in milliseconds; undefined where all of it is. */
  readonly logStart: number | undefined;
  /** A host's transaction left rows that aren't counted yet, as far as that can be told. */
  readonly pending: boolean;
  /** A worker of Citus that can't be reached, as `host:port`; null where all are there. */
  readonly away: string | null;
}

/**
 * Read before each report, in one round trip: another process may change any of it under a running server. Where a
 * worker of Citus is away nothing can be folded, and reports that need no more than blocks go on without.
 */
export async function readReportState(db: Database): Promise<ReportState> {
  const ask = async (name: string, pending: string) => {
    const { rows } = await db.pool.query<{
      zone: string | null;
      archived: Record<string, string> | null;
      pending: boolean;
    }>({
      name,
      text: `select (select value #>> '{}' from ${db.s}.meta where key = 'timezone') as zone,
               (select value from ${db.s}.meta where key = 'archived_before') as archived,
               ${pending} as pending`,
    });
    return rows[0]!;
  };
  let away: string | null = null;
  const { zone, archived, pending } = await ask(
    'joip_report_state',
    `exists (select 1 from ${db.s}.activity_pending)`,
  ).catch((error: unknown) => {
    away = awayWorker(error);
    if (away === null) throw error;
    return ask('joip_report_state_alone', 'false');
  });
  const instants = Object.values(archived ?? {}).map((at) => Date.parse(at));
  return {
    zone: zone ?? 'UTC',
    logStart: instants.length === 0 ? undefined : Math.max(...instants),
    pending,
    away,
  };
}
