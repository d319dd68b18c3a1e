import { CROWD } from './question.ts';
import { createSpan } from './span.ts';
import { finish, type Steps } from './steps.ts';

/** Fewer users than this are told of by no number. */
export const FEWEST = CROWD;

/** A number that an answer may show: a sum of atoms, which are disjoint sets of activities. */
export interface Quantity {
  readonly atoms: readonly number[];
  /** Its value. */
  readonly n: number;
}

export interface SuppressInput {
  readonly quantities: readonly Quantity[];
  /** Of each atom up to five users who did something in it, by number; 0 for none. As `crowds` answers. */
  readonly crowds: Int32Array;
}

/**
 * Which numbers must not be shown, so that none that is hidden can be told from those that are.
 *
 * 1. What fewer than five users did is hidden.
 * 2. What is left of a shown sum, once the shown parts of it are taken off, is of five users at least;
 *    else its smallest shown part is hidden too, or the sum where it has none.
 * 3. No hidden number is a linear combination of shown ones (sums over features, actions, values, rows
 *    and columns at once); else the smallest shown number beside it is hidden too.
 *
 * Zeros are nobody's and stay as they are.
 */
export const suppress = (quantities: readonly Quantity[], crowds: Int32Array): boolean[] =>
  finish(suppressTask({ quantities, crowds }));

/** The task of it. */
export function* suppressTask({ quantities, crowds }: SuppressInput): Steps<boolean[]> {
  const table = layOut(quantities);
  yield;
  const atLeastFew = counter(table, crowds);
  const hidden = quantities.map(({ n }, i) => n > 0 && !atLeastFew(table.classes[i]!));
  for (;;) {
    const more = new Set(leftovers(table, hidden, atLeastFew));
    yield;
    for (const i of yield* derivable(table, hidden)) more.add(i);
    if (more.size === 0) return hidden;
    for (const i of more) hidden[i] = true;
  }
}

/**
 * Quantities over classes: atoms that are in the same quantities are one, since no question can tell them apart.
 * Quantities are told by their positions; those that are zero have no part in anything.
 */
interface Table {
  readonly quantities: readonly Quantity[];
  /** By quantity; empty for zeros. */
  readonly classes: readonly Int32Array[];
  /** By class: its atoms. */
  readonly atoms: readonly number[][];
  /** By class: the quantities that hold it. */
  readonly holders: readonly number[][];
  /** By quantity: those that are properly inside of it, the smallest value first. */
  readonly parts: readonly (readonly number[])[];
}

function layOut(quantities: readonly Quantity[]): Table {
  const holdersOf = new Map<number, number[]>();
  quantities.forEach(({ n, atoms }, i) => {
    if (n === 0) return;
    for (const atom of new Set(atoms)) {
      const own = holdersOf.get(atom);
      if (own) own.push(i);
      else holdersOf.set(atom, [i]);
    }
  });
  const found = new Map<string, number>();
  const [atoms, holders]: [number[][], number[][]] = [[], []];
  for (const [atom, own] of holdersOf) {
    const key = own.join(' ');
    const known = found.get(key);
    if (known !== undefined) atoms[known]!.push(atom);
    else {
      found.set(key, atoms.push([atom]) - 1);
      holders.push(own);
    }
  }
  const lists = quantities.map((): number[] => []);
  holders.forEach((own, k) => {
    for (const i of own) lists[i]!.push(k);
  });
  const classes = lists.map((list) => Int32Array.from(list));
  const parts = classes.map((whole) => {
    if (whole.length < 2) return [];
    const shared = new Map<number, number>();
    for (const k of whole) for (const i of holders[k]!) shared.set(i, (shared.get(i) ?? 0) + 1);
    return [...shared]
      .filter(([i, n]) => n === classes[i]!.length && n < whole.length)
      .map(([i]) => i)
      .sort((a, b) => quantities[a]!.n - quantities[b]!.n || a - b);
  });
  return { quantities, classes, atoms, holders, parts };
}

/** Whether at least five users did something in some classes, or nobody did. */
function counter({ atoms }: Table, crowds: Int32Array) {
  return (classes: Iterable<number>): boolean => {
    const users = new Set<number>();
    for (const k of classes)
      for (const atom of atoms[k]!)
        for (let i = 0; i < CROWD; i++) {
          const no = crowds[atom * CROWD + i]!;
          if (no === 0) break;
          if (users.add(no).size >= FEWEST) return true;
        }
    return users.size === 0;
  };
}

/** Hides something of each sum whose rest, beside its shown parts, is of a few. */
function leftovers(
  { quantities, classes, holders, parts }: Table,
  hidden: readonly boolean[],
  atLeastFew: (classes: Iterable<number>) => boolean,
): number[] {
  const found: number[] = [];
  /** By class: the last sum of which a shown part holds it. */
  const taken = new Int32Array(holders.length).fill(-1);
  quantities.forEach((sum, i) => {
    if (hidden[i] || sum.n === 0 || classes[i]!.length < 2) return;
    for (const j of parts[i]!) if (!hidden[j]) for (const k of classes[j]!) taken[k] = i;
    const rest = classes[i]!.filter((k) => taken[k] !== i);
    if (!atLeastFew(rest)) found.push(parts[i]!.find((j) => !hidden[j]) ?? i);
  });
  return found;
}

/** Hides something beside each hidden number that the shown ones give away. */
function* derivable(table: Table, hidden: readonly boolean[]): Steps<Set<number>> {
  const { quantities, classes, holders, parts } = table;
  const found = new Set<number>();
  const secret = quantities.flatMap(({ n }, i) => (hidden[i] && n > 0 ? [i] : []));
  if (secret.length === 0) return found;
  const shown = quantities.flatMap(({ n }, i) => (!hidden[i] && n > 0 ? [i] : []));
  const span = yield* createSpan(
    shown.map((i) => classes[i]!),
    holders.length,
  );
  const smaller = (a: number | undefined, b: number | undefined) => {
    if (a === undefined || b === undefined) return a ?? b;
    return (quantities[a]!.n - quantities[b]!.n || a - b) < 0 ? a : b;
  };
  const firsts = new Map<number, number | undefined>();
  const firstPart = (j: number) => {
    if (!firsts.has(j))
      firsts.set(
        j,
        parts[j]!.find((part) => !hidden[part]),
      );
    return firsts.get(j);
  };
  for (const i of secret) {
    if (!span.holds(classes[i]!)) continue;
    const sums = new Set<number>();
    for (const k of classes[i]!) for (const j of holders[k]!) if (!hidden[j]) sums.add(j);
    let next: number | undefined;
    for (const j of sums) next = smaller(next, firstPart(j));
    if (next === undefined) for (const j of sums.size > 0 ? sums : shown) next = smaller(next, j);
    if (next !== undefined) found.add(next);
    yield;
  }
  return found;
}
