import { DAY, HOUR, QUARTER } from '../db/milliseconds.ts';
import type { Stretch } from './stretch.ts';

/** Activities of a block at most, about. */
export const MOST = 64_000;

/** A part of a month: a block that is there, or time without one and how much the log holds of it. */
export interface Piece extends Stretch {
  readonly n: number;
  /** A block that is there. */
  readonly built: boolean;
}

/** A stretch that is to be a block, and what of it the log tells now. */
export interface Plan extends Stretch {
  readonly n: number;
  /** Only joins blocks that are there. */
  readonly merges: boolean;
  /** Time of which the log holds nothing: a block that says so, as long as nothing comes into it. */
  readonly empty?: true;
}

/**
 * Cuts a month into blocks: what has none yet is built, whole days as few blocks as fit; small ones of finished days
 * are joined. Blocks that are half full or more stay as they are, so that a late activity moves no other.
 *
 * @param pieces adjoining, in their order
 * @param today its first instant (UTC): blocks of today stay apart until it is over
 */
export function planMonth(pieces: readonly Piece[], today: number): Plan[] {
  const plans: Plan[] = [];
  let run: Piece[] = [];
  const close = () => {
    const gaps = run.filter(({ built }) => !built).length;
    if (gaps > 0 || run.length > 1)
      plans.push({
        start: run[0]!.start,
        end: run.at(-1)!.end,
        n: run.reduce((sum, { n }) => sum + n, 0),
        merges: gaps === 0,
      });
    run = [];
  };
  for (const piece of pieces) {
    const fixed = piece.built && (piece.n >= MOST / 2 || piece.end > today);
    if (fixed) {
      close();
      continue;
    }
    const full = run.reduce((sum, { n }) => sum + n, 0) + piece.n > MOST;
    // Yesterday's blocks are joined by day, so that today's don't move them.
    const crosses = run.length > 0 && run[0]!.start < today && piece.start >= today;
    if (full || crosses) close();
    run.push(piece);
  }
  close();
  return plans;
}

/**
 * What a gap is cut into, to be planned with: days, as much of the first and the last as belongs to it, and hours
 * or quarters of an hour where a day holds too much.
 *
 * @param days activities of the gap by the first instant of their day, days without any left out
 * @param quarters the same by quarter of an hour, of the days that hold more than a block may
 */
export function cutGap(
  gap: Stretch,
  days: ReadonlyMap<number, number>,
  quarters: ReadonlyMap<number, number>,
): Piece[] {
  const pieces: Piece[] = [];
  const countOf = (start: number, end: number) => {
    let n = 0;
    for (let at = start; at < end; at += QUARTER) n += quarters.get(at) ?? 0;
    return n;
  };
  const cut = (start: number, end: number, unit: number) => {
    for (let from = start; from < end; ) {
      const whole = Math.floor(from / unit) * unit;
      const to = Math.min(end, whole + unit);
      const n = unit === DAY ? (days.get(whole) ?? 0) : countOf(from, to);
      if (n > MOST && unit > QUARTER) cut(from, to, unit === DAY ? HOUR : QUARTER);
      else pieces.push({ start: from, end: to, n, built: false });
      from = to;
    }
  };
  cut(gap.start, gap.end, DAY);
  return pieces;
}
