import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact, plural } from '../../format/number.ts';
import { milliseconds } from '../../format/size.ts';

export const SLOW_INGEST_MS = 5_000;
const SLOW_LOOP_MS = 250;
const LATELY_MS = 86_400_000;

/** Parts of the page that tell more. */
export const PARTS = {
  endpoints: 'endpoints',
  ingest: 'ingest',
  jobs: 'jobs',
  letters: 'dead-letters',
  process: 'process',
} as const;

export interface SystemTrouble {
  readonly text: string;
  /** Id of the part that tells more. */
  readonly at: string | null;
}

/** What an operator has to look at; empty where all is well. */
export function troublesOf(report: SystemReport): SystemTrouble[] {
  const { ingest, requests, deadLetters, jobs, eventLoop, database } = report;
  const { waiting } = database.pool;
  const { restarts = 0, lastEnd = null } = database.embedded ?? {};
  const errors = requests.last5Minutes.serverErrors;
  const letters = deadLetters.total;
  const found: [boolean, string | null, () => string][] = [
    [ingest.queueFull, PARTS.ingest, () => 'the queue is full and turns activity away'],
    [
      ingest.lagMs > SLOW_INGEST_MS,
      PARTS.ingest,
      () => `activity waits ${milliseconds(ingest.lagMs)} to be written`,
    ],
    [
      errors > 0,
      PARTS.endpoints,
      () => `${exact(errors)} ${plural(errors, 'request')} failed in the last 5 minutes`,
    ],
    [
      waiting > 0,
      null,
      () => `${exact(waiting)} ${plural(waiting, 'query waits', 'queries wait')} for a connection`,
    ],
    [
      lastEnd !== null && Date.parse(report.computedAt) - Date.parse(lastEnd.at) < LATELY_MS,
      PARTS.process,
      () =>
        `PostgreSQL ended by itself (${lastEnd?.why}) in the last day and was started again, ${exact(restarts)} ${plural(restarts, 'time')} since the start`,
    ],
    [
      eventLoop.p99 > SLOW_LOOP_MS,
      null,
      () => `the process is busy: timers fire ${milliseconds(eventLoop.p99)} late`,
    ],
    ...jobs
      .filter((job) => job.lastError !== null)
      .map((job): [boolean, string, () => string] => [
        true,
        PARTS.jobs,
        () => `the job “${job.name}” failed last time (${job.lastError})`,
      ]),
    [
      letters > 0,
      PARTS.letters,
      () => `${exact(letters)} dead ${plural(letters, 'letter')} waiting: activity that could not be counted`,
    ],
  ];
  return found.filter(([holds]) => holds).map(([, at, text]) => ({ at, text: text() }));
}
