import type { FaultCase } from './case.ts';
import { clock } from './cases/clock.ts';
import { damagedBlocks } from './cases/damaged-blocks.ts';
import { damagedSpool } from './cases/damaged-spool.ts';
import { faultyProxy } from './cases/faulty-proxy.ts';
import { fullDisk } from './cases/full-disk.ts';
import { hotUser } from './cases/hot-user.ts';
import { jobs } from './cases/jobs.ts';
import { kills, killsInAnOutage } from './cases/kills.ts';
import { lostAnswers } from './cases/lost-answers.ts';
import { migrationUnderLoad } from './cases/migration.ts';
import { newWorker } from './cases/new-worker.ts';
import { outage } from './cases/outage.ts';
import { poison } from './cases/poison.ts';
import { restore } from './cases/restore.ts';
import { rolling } from './cases/rolling.ts';
import { sdkKills } from './cases/sdk-kills.ts';
import { severalProcesses } from './cases/several-processes.ts';
import { killsOfTheThread } from './cases/thread-kills.ts';
import { workerAway } from './cases/worker-away.ts';

/** The fault matrix. */
export const CASES: readonly FaultCase[] = [
  kills,
  killsInAnOutage,
  killsOfTheThread,
  lostAnswers,
  faultyProxy,
  outage,
  fullDisk,
  damagedSpool,
  damagedBlocks,
  poison,
  clock,
  hotUser,
  jobs,
  restore,
  migrationUnderLoad,
  rolling,
  sdkKills,
  workerAway,
  newWorker,
  severalProcesses,
];
