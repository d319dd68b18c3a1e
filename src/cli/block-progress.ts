import { note } from './terminal.ts';

const TELL_EVERY = 2_000;

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
