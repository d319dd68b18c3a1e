import { plural } from '../../format/plural.ts';
import * as nouns from './nouns.ts';

export const health = 'Health';
export const database = 'Database';
export const takesReadsWrites = 'Takes reads and writes';
export const activity = 'Activity';
export const noneYet = 'None yet';
export const last = (last: string) => `Last ${last}`;
export const typicalForThisTime = (low: string, high: string) => ` Typical for this time: ${low}–${high}.`;
export const noneSinceCheckYour = (words: string, typical: string) =>
  `None since ${words}.${typical} Check your tracking.`;
export const deadLetters = 'Dead letters';
export const none = 'None';
export const lag = 'Lag';
export const activityWaitsBeWritten = (lagMs: string) => `Activity waits ${lagMs} to be written`;
export const nothingWaits = 'Nothing waits';
export const untilWritten = (lagMs: string) => `${lagMs} until written`;
export const refused = 'Refused';
export const queueFullTurnsActivity = 'The queue is full and turns activity away';
export const nothingInLastHour = 'Nothing in the last hour';
export const allIsWell = 'All is well';
export const thingsLookAt = (troubles: string) => `${troubles} things to look at`;
export const queueIsFull = 'the queue is full and turns activity away';
export const activitySpooled = (count: string, n: number) =>
  `${count} ${nouns.activities(n)} ${plural(n, { one: 'waits', other: 'wait' })} on the disk for the database`;
export const activityWaits = (lagMs: string) => `activity waits ${lagMs} to be written`;
export const processBusyTimersFire = (p99: string) => `the process is busy: timers fire ${p99} late`;
export const jobFailedLastTime = (name: string, lastError: string | null) =>
  `the job “${name}” failed last time (${lastError})`;
export const lettersWaiting = (count: string, n: number) => `${count} ${nouns.letters(n)} waiting`;
export const requestsRefused = (count: string, n: number) =>
  `${count} ${nouns.requests(n)} with activity in the last hour`;
/** A line after its label and a colon. */
export const continued = (line: string) => line.charAt(0).toLowerCase() + line.slice(1);
export const requestsFailed = (count: string, n: number) =>
  `${count} ${nouns.requests(n)} failed in the last 5 minutes`;
export const queriesWait = (count: string, n: number) =>
  `${count} ${plural(n, { one: 'query waits', other: 'queries wait' })} for a connection`;
export const postgresEnded = (why: string, count: string, n: number) =>
  `PostgreSQL ended by itself (${why}) in the last day and was started again, ${count} ${plural(n, { one: 'time', other: 'times' })} since the start`;
export const deadLettersWait = (count: string, n: number) =>
  `${count} dead ${nouns.letters(n)} waiting: activity that couldn’t be counted`;
