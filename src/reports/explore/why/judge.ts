import type { SplitParts } from '../../../store/questions/split.ts';
import { apart, type Rows } from './chance.ts';

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
  /** They carry half of the difference, or more, and went that way further than the rest. */
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
 * Names the parts of a cut that went another way than the rest: of those that carry the difference, if any do, the least
 * probable.
 */
export function judge(cut: Cut, whole: Whole, told = 0): Judged {
  const { leading, count } = leadingOf(cut, Math.max(LEADING, told));
  const candidates = leading.slice(0, LEADING);
  const scored = (parts: readonly number[]) => {
    const some = rowsOf(cut, parts);
    const score = besides(some, whole) - costOf(cut, parts, { count, whole });
    return { parts, score, carries: carries(some, whole) };
  };
  type Scored = ReturnType<typeof scored>;
  // Of two parts each is as improbable beside the other: the one that changed more came first.
  const isBetter = (a: Scored, b: Scored | null) => !b || a.score > b.score + ROUNDING;
  let named: Scored | null = null;
  let best: Scored | null = null;
  for (let chosen = 0; chosen < Math.min(MOST_NAMED, count - 1); chosen++) {
    const known: Scored | null = named;
    const parts = known?.parts ?? [];
    for (const i of candidates) {
      if (parts.includes(i) || (parts.length > 0 && !isSameWay(cut, parts[0]!, i))) continue;
      const found = scored([...parts, i]);
      if (isBetter(found, named)) named = found;
      if (found.carries && isBetter(found, best)) best = found;
    }
    if (named === known) break;
  }
  const chosen = best ?? named;
  return {
    count,
    leading,
    named: chosen?.parts ?? [],
    score: chosen?.score ?? Number.NEGATIVE_INFINITY,
    carries: best !== null,
  };
}

export const changeOf = ({ before, after }: Cut, i: number): number => after.sums[i]! - before.sums[i]!;

const isSameWay = (cut: Cut, a: number, b: number) => changeOf(cut, a) > 0 === changeOf(cut, b) > 0;

/** Half of the difference or more, and further that way than the rest. */
function carries({ before, after }: Rows, whole: Whole): boolean {
  const change = after - before;
  const further = after * whole.before - before * whole.after;
  return change * further > 0 && Math.abs(change) >= Math.abs(whole.after - whole.before) / 2;
}

/**
 * What naming parts costs: a name is the shorter the more of all they are, as in Shannon's code, so that all names of a
 * cut together are as probable as one. Of two parts either says the same of both, and nothing is chosen.
 */
function costOf(
  { before, after }: Cut,
  parts: readonly number[],
  { count, whole }: { readonly count: number; readonly whole: Whole },
): number {
  if (count === 2) return 0;
  const all = whole.before + whole.after;
  return parts.reduce((cost, i) => cost + Math.log(all / (before.sums[i]! + after.sums[i]!)), 0);
}

/** Rows of parts, and over the events of both ranges what each has here times all of it. */
interface Some extends Rows {
  readonly products: number;
}

export function rowsOf({ before, after }: Cut, parts: readonly number[]): Some {
  const sum = (of: (i: number) => number) => parts.reduce((all, i) => all + of(i), 0);
  const squares = (i: number) => before.squares[i]! + after.squares[i]!;
  const products = sum((i) => before.products[i]! + after.products[i]!);
  // What one did of several parts in a day is one event. How often isn't known: at most, and as far as the event goes.
  const together = () => Math.min(sum((i) => Math.sqrt(squares(i))) ** 2, products);
  return {
    before: sum((i) => before.sums[i]!),
    after: sum((i) => after.sums[i]!),
    own: parts.length === 1 ? squares(parts[0]!) : together(),
    products,
  };
}

/** How improbable it is that rows went another way than all the others. */
const besides = (some: Some, whole: Whole): number =>
  apart(some, without(whole, some), some.products - some.own);

/** All but some rows: of each event (X − x)². */
export const without = (whole: Whole, { before, after, own, products }: Some): Rows => ({
  before: whole.before - before,
  after: whole.after - after,
  own: Math.max(whole.squares - 2 * products + own, 1),
});

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
