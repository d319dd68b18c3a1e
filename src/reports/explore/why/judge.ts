import type { SplitParts } from '../../../store/questions/split.ts';

/** A difference cut into parts. */
export interface Cut {
  readonly size: number;
  readonly before: SplitParts;
  readonly after: SplitParts;
  /** Whether a part may be told of; without it each may. */
  shows?(part: number): boolean;
}

/** What all parts add up to. */
export interface Whole {
  readonly before: number;
  readonly after: number;
  /** Over the events of both ranges, of the square of each. */
  readonly squares: number;
}

/** How well few parts of a cut explain a difference. */
export interface Judged {
  /** Parts of which anything was there. */
  readonly count: number;
  /** Most changed first. */
  readonly leading: readonly number[];
  /** Those that explain the difference, up to three. */
  readonly named: readonly number[];
  /** In nats: how improbable it is that the named parts went another way than the rest, less what choosing them costs. */
  readonly score: number;
  /** They carry half of the difference, or more. */
  readonly carries: boolean;
}

/** Parts that may be named: those that changed less carry too little. */
const LEADING = 50;
const MOST_NAMED = 3;
const ROUNDING = 1e-6;
/** A cause may be claimed where there is none in this share of questions. */
const CLAIMED = 0.01;

/** What a score has to be above, of so many cuts. */
export const enough = (cuts: number): number => Math.log(cuts / CLAIMED);

/**
 * Names the parts of a cut that went another way than the rest.
 *
 * Under the assumption that nothing happened, each event (what one user did in a day) fell into either range by the same
 * chance, whatever part it is of. A part counts as many events as its sum is worth of its own size: n²/Σx², so that one
 * burst is one event. How improbable the part's division is beside that of the rest is the G-test's ln of the likelihood
 * ratio; ln of the number of parts is taken off for having looked at all of them.
 */
export function judge(cut: Cut, whole: Whole, told = 0): Judged {
  const { leading, count } = leadingOf(cut, Math.max(LEADING, told));
  const candidates = leading.slice(0, LEADING);
  let named: number[] = [];
  let score = Number.NEGATIVE_INFINITY;
  for (let chosen = 0; chosen < Math.min(MOST_NAMED, count - 1); ) {
    let best: number[] | null = null;
    for (const i of candidates) {
      if (named.includes(i) || (named.length > 0 && !isSameWay(cut, named[0]!, i))) continue;
      const parts = [...named, i];
      const found = gainOf(cut, parts, whole) - costOf(parts.length, count);
      // Of two parts each is as improbable beside the other: the one that changed more came first.
      if (found > score + ROUNDING) [best, score] = [parts, found];
    }
    if (!best) break;
    named = best;
    chosen = named.length;
  }
  const change = named.reduce((sum, i) => sum + changeOf(cut, i), 0);
  return {
    count,
    leading,
    named,
    score,
    carries: Math.abs(change) >= Math.abs(whole.after - whole.before) / 2 && change !== 0,
  };
}

export const changeOf = ({ before, after }: Cut, i: number): number => after.sums[i]! - before.sums[i]!;

const isSameWay = (cut: Cut, a: number, b: number) => changeOf(cut, a) > 0 === changeOf(cut, b) > 0;

/** Of so many parts chosen from all. */
const costOf = (chosen: number, count: number): number =>
  Array.from({ length: chosen }, (_, i) => Math.log(count - i)).reduce((sum, n) => sum + n, 0);

/** ln of how much likelier parts beside the rest are where they go their own way than where they go the same. */
function gainOf({ before, after }: Cut, parts: readonly number[], whole: Whole): number {
  const sum = (of: (i: number) => number) => parts.reduce((all, i) => all + of(i), 0);
  const now = sum((i) => after.sums[i]!);
  const n = now + sum((i) => before.sums[i]!);
  const m = whole.before + whole.after - n;
  if (n <= 0 || m <= 0) return 0;
  const products = sum((i) => before.products[i]! + after.products[i]!);
  // What one did of several parts in a day is one event. How often isn't known: at most, and as far as the event goes.
  const together = sum((i) => Math.sqrt(before.squares[i]! + after.squares[i]!)) ** 2;
  const own = Math.min(together, products);
  // Of the rest of each event: (X - x)².
  const others = whole.squares - 2 * products + own;
  const [events, besides] = [(n * n) / own, (m * m) / Math.max(others, 1)];
  const [p, q] = [now / n, (whole.after - now) / m];
  const both = (events * p + besides * q) / (events + besides);
  return events * divergence(p, both) + besides * divergence(q, both);
}

/** Kullback and Leibler's, of two chances. */
function divergence(p: number, q: number): number {
  const term = (a: number, b: number) => (a <= 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}

function leadingOf(cut: Cut, most: number): { leading: number[]; count: number } {
  let count = 0;
  const found: number[] = [];
  const size = (i: number) => Math.abs(changeOf(cut, i));
  let least = 0;
  for (let i = 0; i < cut.size; i++) {
    if (cut.before.sums[i] === 0 && cut.after.sums[i] === 0) continue;
    count++;
    if (cut.shows && !cut.shows(i)) continue;
    if (found.length === most && size(i) <= least) continue;
    let place = found.length;
    while (place > 0 && size(found[place - 1]!) < size(i)) place--;
    found.splice(place, 0, i);
    if (found.length > most) found.pop();
    least = size(found.at(-1)!);
  }
  return { leading: found, count };
}
