import type { BackupProgress } from '../backup/index.ts';
import { note } from './terminal.ts';

/** Milliseconds between two lines about one piece of long work. */
const TELL_EVERY = 2_000;

const VERBS: Record<BackupProgress['step'], string> = {
  write: 'writing',
  verify: 'verifying',
  restore: 'restoring',
  schema: 'bringing the schema up to date',
  analyze: 'analyzing',
  count: 'counting the restored rows',
  blocks: 'building blocks of the log, by which reports are fast',
  reconcile: 'recounting everything from the log',
};

/** A line for each table with rows, and one every two seconds for a large one. */
export function progressOf(say: (line: string) => void, now: () => number = () => performance.now()) {
  let last = now();
  return ({ step, table, rows, done }: BackupProgress): void => {
    if (table === undefined) say(VERBS[step]);
    if (!table || !rows) return;
    if (!done && now() - last < TELL_EVERY) return;
    last = now();
    say(`${VERBS[step]} ${table}: ${count(rows)} rows${done ? '' : ' …'}`);
  };
}

/** A line at the beginning, one every two seconds, and one at the end, each with how much of it is done. */
export function progressOfBlocks(say: (line: string) => void = note, now = () => performance.now()) {
  let next = Number.NEGATIVE_INFINITY;
  return (done: number, total: number): void => {
    if (now() < next && done < total) return;
    next = now() + TELL_EVERY;
    say(`preparing reports: ${count(done)} of ${count(total)} activities`);
  };
}

const count = (n: number) => n.toLocaleString('en-US');
