import * as texts from '#texts/health.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
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
  const spooled = ingest.spool?.activities ?? 0;
  const found: [boolean, string | null, () => string][] = [
    [ingest.queueFull, PARTS.ingest, () => texts.queueIsFull],
    [ingest.lagMs > SLOW_INGEST_MS, PARTS.ingest, () => texts.activityWaits(milliseconds(ingest.lagMs))],
    [spooled > 0, PARTS.ingest, () => texts.activitySpooled(exact(spooled), spooled)],
    [errors > 0, PARTS.endpoints, () => texts.requestsFailed(exact(errors), errors)],
    [waiting > 0, null, () => texts.queriesWait(exact(waiting), waiting)],
    [
      lastEnd !== null && Date.parse(report.computedAt) - Date.parse(lastEnd.at) < LATELY_MS,
      PARTS.process,
      () => texts.postgresEnded(`${lastEnd?.why}`, exact(restarts), restarts),
    ],
    [eventLoop.p99 > SLOW_LOOP_MS, null, () => texts.processBusyTimersFire(milliseconds(eventLoop.p99))],
    ...jobs
      .filter((job) => job.lastError !== null)
      .map((job): [boolean, string, () => string] => [
        true,
        PARTS.jobs,
        () => texts.jobFailedLastTime(job.name, job.lastError),
      ]),
    [letters > 0, PARTS.letters, () => texts.deadLettersWait(exact(letters), letters)],
  ];
  return found.filter(([holds]) => holds).map(([, at, text]) => ({ at, text: text() }));
}
