/** Fewer users than this are told of by no number. */
export const FEWEST = 5;

/** A number that an answer may show: a sum of atoms, which are disjoint sets of activities. */
export interface Quantity {
  readonly atoms: readonly number[];
  /** Its value. */
  readonly n: number;
}

/** Users who did something in exactly these atoms. */
export interface Pattern {
  readonly atoms: readonly number[];
  readonly users: number;
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
export function suppress(
  quantities: readonly Quantity[],
  patterns: readonly Pattern[],
  atoms: number,
): boolean[] {
  const atLeastFew = counter(patterns, atoms);
  const hidden = quantities.map(({ n, atoms: own }) => n > 0 && !atLeastFew(own));
  for (;;) {
    const more = [...leftovers(quantities, hidden, atLeastFew), ...derivable(quantities, hidden, atoms)];
    if (more.length === 0) return hidden;
    for (const i of more) hidden[i] = true;
  }
}

/** Whether at least five users did something in some atoms, or nobody did. */
function counter(patterns: readonly Pattern[], size: number) {
  const mask = new Uint8Array(size);
  return (atoms: readonly number[]): boolean => {
    for (const atom of atoms) mask[atom] = 1;
    let users = 0;
    for (const pattern of patterns) {
      if (pattern.atoms.some((atom) => mask[atom] === 1)) users += pattern.users;
      if (users >= FEWEST) break;
    }
    for (const atom of atoms) mask[atom] = 0;
    return users >= FEWEST || users === 0;
  };
}

const inside = (part: Quantity, whole: ReadonlySet<number>) =>
  part.atoms.length < whole.size && part.atoms.every((atom) => whole.has(atom));

function leftovers(
  quantities: readonly Quantity[],
  hidden: readonly boolean[],
  atLeastFew: (atoms: readonly number[]) => boolean,
): number[] {
  const found = new Set<number>();
  quantities.forEach((sum, i) => {
    if (hidden[i] || sum.n === 0 || sum.atoms.length < 2) return;
    const whole = new Set(sum.atoms);
    const parts = quantities.flatMap((q, j) => (!hidden[j] && q.n > 0 && inside(q, whole) ? [j] : []));
    const rest = new Set(sum.atoms);
    for (const j of parts) for (const atom of quantities[j]!.atoms) rest.delete(atom);
    if (!atLeastFew([...rest])) found.add(smallest(quantities, parts) ?? i);
  });
  return [...found];
}

function smallest(quantities: readonly Quantity[], among: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const i of among) if (best === undefined || quantities[i]!.n < quantities[best]!.n) best = i;
  return best;
}

/** Hides something beside each hidden number that the shown ones give away. */
function derivable(quantities: readonly Quantity[], hidden: readonly boolean[], atoms: number): number[] {
  const shown = quantities.flatMap((q, i) => (!hidden[i] && q.n > 0 ? [i] : []));
  const secret = quantities.filter((q, i) => hidden[i] && q.n > 0);
  if (secret.length === 0) return [];
  const basis = createBasis(
    shown.map((i) => quantities[i]!.atoms),
    atoms,
  );
  const found = new Set<number>();
  for (const q of secret) {
    if (!basis.holds(q.atoms)) continue;
    const sums = shown.filter((i) => q.atoms.some((atom) => quantities[i]!.atoms.includes(atom)));
    const wholes = sums.map((i) => new Set(quantities[i]!.atoms));
    const parts = shown.filter((i) => wholes.some((whole) => inside(quantities[i]!, whole)));
    const next = smallest(quantities, parts) ?? smallest(quantities, sums.length > 0 ? sums : shown);
    if (next !== undefined) found.add(next);
  }
  return [...found];
}

const ZERO = 1e-7;

/** The linear span of sums of atoms, as a reduced basis by each row's leading atom. */
function createBasis(sums: readonly (readonly number[])[], atoms: number) {
  const rows = new Map<number, Float64Array>();
  const reduce = (row: Float64Array): Float64Array => {
    for (const [lead, other] of rows) {
      const factor = row[lead]!;
      if (Math.abs(factor) > ZERO) for (let i = 0; i < atoms; i++) row[i]! -= factor * other[i]!;
    }
    return row;
  };
  const rowOf = (sum: readonly number[]) => {
    const row = new Float64Array(atoms);
    for (const atom of sum) row[atom] = 1;
    return row;
  };
  // Short ones first: shown atoms by themselves leave little of the longer ones.
  for (const sum of [...sums].sort((a, b) => a.length - b.length)) {
    const row = reduce(rowOf(sum));
    const lead = row.findIndex((x) => Math.abs(x) > ZERO);
    if (lead < 0) continue;
    const scale = row[lead]!;
    for (let i = 0; i < atoms; i++) row[i]! /= scale;
    for (const other of rows.values()) {
      const factor = other[lead]!;
      if (Math.abs(factor) > ZERO) for (let i = 0; i < atoms; i++) other[i]! -= factor * row[i]!;
    }
    rows.set(lead, row);
  }
  return { holds: (sum: readonly number[]) => reduce(rowOf(sum)).every((x) => Math.abs(x) <= ZERO) };
}
