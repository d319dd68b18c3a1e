import type { Database } from './connect.ts';

/** What a report must know before it reads. */
export interface ReportState {
  /** Zone of per-user days. */
  readonly zone: string;
  /** From here on the log of every feature is whole, in milliseconds; undefined where all of it is. */
  readonly logStart: number | undefined;
  /** A host's transaction left rows that aren't counted yet. */
  readonly pending: boolean;
}

/** Read before each report, in one round trip: another process may change any of it under a running server. */
export async function readReportState(db: Database): Promise<ReportState> {
  const { rows } = await db.pool.query<{
    zone: string | null;
    archived: Record<string, string> | null;
    pending: boolean;
  }>({
    name: 'joip_report_state',
    text: `select (select value #>> '{}' from ${db.s}.meta where key = 'timezone') as zone,
             (select value from ${db.s}.meta where key = 'archived_before') as archived,
             exists (select 1 from ${db.s}.activity_pending) as pending`,
  });
  const { zone, archived, pending } = rows[0]!;
  const instants = Object.values(archived ?? {}).map((at) => Date.parse(at));
  return {
    zone: zone ?? 'UTC',
    logStart: instants.length === 0 ? undefined : Math.max(...instants),
    pending,
  };
}
