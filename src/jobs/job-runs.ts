import type { Database } from '../db/connect.ts';

/** What a run of a job did. */
export interface JobRun {
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly result: Record<string, unknown>;
}

export async function noteRun(
  db: Database,
  run: {
    readonly name: string;
    readonly startedAt: number;
    readonly finishedAt: number;
    readonly result: object;
  },
): Promise<void> {
  await db.pool.query(
    `insert into ${db.s}.job_runs (name, started_at, finished_at, result) values ($1, $2, $3, $4::jsonb)`,
    [run.name, new Date(run.startedAt), new Date(run.finishedAt), JSON.stringify(run.result)],
  );
}

/** The last runs of a job, newest first. */
export async function lastRuns(db: Database, name: string, limit = 10): Promise<JobRun[]> {
  const { rows } = await db.pool.query<{ started: Date; finished: Date; result: Record<string, unknown> }>(
    `select started_at as started, finished_at as finished, result from ${db.s}.job_runs
     where name = $1 order by started_at desc, id desc limit $2`,
    [name, limit],
  );
  return rows.map(({ started, finished, result }) => ({
    name,
    startedAt: started.toISOString(),
    finishedAt: finished.toISOString(),
    result,
  }));
}
