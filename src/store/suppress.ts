import { byWorth, type Cells, type CellsInput, classesOf, groupsOf } from './classes.ts';
import { CROWD } from './questions/crowds.ts';
import { createSpan } from './span.ts';
import { type Steps, within } from './steps.ts';

/** Fewer users than this are told of by no number. */
export const FEWEST = CROWD;

export interface SuppressInput extends CellsInput {
  /** Milliseconds that it may work. */
  readonly budget: number;
}

/** What must not be shown, by position. */
export interface Suppressed {
  readonly sums: Uint8Array;
  /** By grouping. */
  readonly groups: readonly Uint8Array[];
}

/**
 * Which numbers of an answer must not be shown, so that none that is hidden can be told from those that are.
 *
 * 1. What fewer than five users did is hidden.
 * 2. What is left of a shown sum, once the shown parts of it are taken off, is of five users at least.
 * 3. No hidden number is a linear combination of shown ones.
 *
 * Where 2 or 3 doesn't hold, the number that is least worth keeping goes, of equals the smallest. Sums are settled
 * first, as if there were no groups, and stay as long as hiding groups is enough: however an answer is grouped, the same
 * of them are shown. Zeros are nobody's and stay as they are.
 *
 * @returns null where the budget doesn't suffice
 */
export function suppressTask({ budget, ...input }: SuppressInput): Steps<Suppressed | null> {
  return within(suppressed(input), budget);
}

function* suppressed(input: CellsInput): Steps<Suppressed> {
  const alone = classesOf({ ...input, groupings: [] });
  yield;
  const first = new Uint8Array(alone.quantities.length);
  yield* settle(alone, first);
  const whole = classesOf(input);
  yield;
  const hidden = new Uint8Array(whole.quantities.length);
  alone.placeOf.forEach((place, i) => {
    if (place >= 0 && first[place] === HIDDEN) hidden[whole.placeOf[i]!] = HIDDEN;
  });
  if (input.groupings.length > 0) yield* settle(whole, hidden);
  const told = Uint8Array.from(whole.placeOf, (place) => (place >= 0 && hidden[place] === HIDDEN ? 1 : 0));
  let from = input.sums.length;
  const groups = input.groupings.map((grouping) => {
    const until = from + groupsOf(grouping).length;
    const own = told.slice(from, until);
    from = until;
    return own;
  });
  return { sums: told.slice(0, input.sums.length), groups };
}

const HIDDEN = 1;
/** What only others tell isn't reckoned with any more; it is no secret. */
const GIVEN_UP = 2;

function hide({ quantities }: Cells, hidden: Uint8Array, i: number): void {
  hidden[i] = quantities[i]!.elsewhere ? GIVEN_UP : HIDDEN;
}

/** Hides one after the other until the rules hold. */
function* settle(cells: Cells, hidden: Uint8Array): Steps<void> {
  cells.quantities.forEach(({ entries }, i) => {
    if (cells.isFew(entries)) hidden[i] = HIDDEN;
  });
  const wholes = cells.quantities.map((_, i) => i).filter((i) => cells.quantities[i]!.entries.length > 1);
  wholes.sort((a, b) => cells.quantities[a]!.entries.length - cells.quantities[b]!.entries.length);
  for (let changed = true; changed; ) {
    changed = false;
    for (const i of wholes) {
      while (leavesFew(cells, hidden, i)) {
        hideBeside(cells, hidden, i);
        changed = true;
      }
      yield;
    }
    if (yield* breakDerivations(cells, hidden)) changed = true;
  }
}

/** Whether a shown sum leaves something of a few beside its shown parts. */
function leavesFew({ quantities, parts, isFew, marks }: Cells, hidden: Uint8Array, i: number): boolean {
  if (hidden[i] !== 0) return false;
  const mark = marks.next();
  for (const part of parts[i]!)
    if (hidden[part] === 0) for (const entry of quantities[part]!.entries) marks.set(entry, mark);
  return isFew(quantities[i]!.entries, (entry) => marks.has(entry, mark));
}

/** Hides the part of a sum that is least worth keeping, or the sum. */
function hideBeside(cells: Cells, hidden: Uint8Array, i: number): void {
  const { quantities, parts } = cells;
  const part = parts[i]!.find((each) => hidden[each] === 0);
  const partGoes = part !== undefined && quantities[part]!.worth <= quantities[i]!.worth;
  hide(cells, hidden, partGoes ? part : i);
}

/** Hides something of what each hidden number could be computed from. */
function* breakDerivations(cells: Cells, hidden: Uint8Array): Steps<boolean> {
  const { quantities, size } = cells;
  const shown = quantities.flatMap((_, i) => (hidden[i] === 0 ? [i] : []));
  const secret = quantities.flatMap((_, i) => (hidden[i] === HIDDEN ? [i] : []));
  if (secret.length === 0) return false;
  const span = yield* createSpan(
    shown.map((i) => quantities[i]!.entries),
    size,
  );
  let changed = false;
  for (const i of secret) {
    if (!span.holds(quantities[i]!.entries)) continue;
    const madeOf = span.madeOf(quantities[i]!.entries).map((k) => shown[k]!);
    // One that is gone by now may be what this one needs.
    if (madeOf.some((each) => hidden[each] !== 0)) continue;
    const [first] = madeOf.sort((a, b) => byWorth(quantities[a]!, quantities[b]!));
    if (first === undefined) continue;
    hide(cells, hidden, first);
    changed = true;
    yield;
  }
  return changed;
}
