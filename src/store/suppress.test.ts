import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROWD } from './question.ts';
import { FEWEST, type Quantity, suppress } from './suppress.ts';

const PRIME = 1_000_003n;

/** Rank over a prime field: another arithmetic than the one that is held against it. */
function rank(rows: bigint[][]): number {
  const m = rows.map((row) => [...row]);
  let r = 0;
  for (let c = 0; c < (m[0]?.length ?? 0); c++) {
    const pivot = m.findIndex((row, i) => i >= r && row[c]! % PRIME !== 0n);
    if (pivot < 0) continue;
    [m[r], m[pivot]] = [m[pivot]!, m[r]!];
    const inverse = power(m[r]![c]!, PRIME - 2n);
    m[r] = m[r]!.map((x) => (x * inverse) % PRIME);
    for (let i = 0; i < m.length; i++)
      if (i !== r && m[i]![c]! !== 0n) {
        const factor = m[i]![c]!;
        m[i] = m[i]!.map((x, j) => (((x - factor * m[r]![j]!) % PRIME) + PRIME) % PRIME);
      }
    r++;
  }
  return r;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base % PRIME, e = exponent; e > 0n; e >>= 1n, b = (b * b) % PRIME)
    if (e & 1n) result = (result * b) % PRIME;
  return result;
}

/** How many users did something in exactly these atoms. */
interface Pattern {
  readonly atoms: readonly number[];
  readonly users: number;
}

/** The same as it is asked for: up to five of each atom. */
function crowdsOf(patterns: readonly Pattern[], size: number): Int32Array {
  const crowds = new Int32Array(size * CROWD);
  let no = 0;
  for (const { atoms, users } of patterns)
    for (let i = 0; i < users; i++) {
      no++;
      for (const atom of atoms) {
        const free = crowds.indexOf(0, atom * CROWD);
        if (free >= 0 && free < (atom + 1) * CROWD) crowds[free] = no;
      }
    }
  return crowds;
}

const vector = (atoms: readonly number[], size: number) =>
  Array.from({ length: size }, (_, i) => (atoms.includes(i) ? 1n : 0n));

/** Tables of rows and columns: who did how much in which cell. */
const tables = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      users: fc.array(
        fc.uniqueArray(fc.integer({ min: 0, max: rows * columns - 1 }), { minLength: 1, maxLength: 4 }),
        { minLength: 1, maxLength: 60 },
      ),
    }),
  );

function asked({ rows, columns, users }: { rows: number; columns: number; users: number[][] }) {
  const size = rows * columns;
  const value = Array.from({ length: size }, () => 0);
  users.forEach((own, i) => {
    for (const atom of own) value[atom]! += 1 + (i % 3);
  });
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const quantity = (atoms: number[]): Quantity => ({
    atoms,
    n: atoms.reduce((sum, a) => sum + value[a]!, 0),
  });
  const quantities = [
    ...range(size).map((atom) => quantity([atom])),
    ...range(rows).map((row) => quantity(range(columns).map((column) => row * columns + column))),
    ...range(columns).map((column) => quantity(range(rows).map((row) => row * columns + column))),
    quantity(range(size)),
  ];
  const patterns: Pattern[] = users.map((atoms) => ({ atoms, users: 1 }));
  const peopleIn = (atoms: readonly number[]) =>
    users.filter((own) => own.some((atom) => atoms.includes(atom))).length;
  return { size, quantities, patterns, peopleIn };
}

describe('suppression', () => {
  it('hides what is of a few, and whatever would tell it', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { size, quantities, patterns, peopleIn } = asked(table);
        const hidden = suppress(quantities, crowdsOf(patterns, size));
        const shown = quantities.filter((q, i) => !hidden[i] && q.n > 0);
        for (const q of shown) expect(peopleIn(q.atoms)).toBeGreaterThanOrEqual(FEWEST);
        const matrix = shown.map((q) => vector(q.atoms, size));
        const known = rank(matrix);
        quantities.forEach((q, i) => {
          if (hidden[i]) expect(rank([...matrix, vector(q.atoms, size)])).toBe(known + 1);
        });
        // What a sum leaves beside its shown cells is of enough users, too.
        for (const sum of shown) {
          const cells = shown.filter((q) => q.atoms.length === 1 && sum.atoms.includes(q.atoms[0]!));
          const rest = sum.atoms.filter((atom) => !cells.some((q) => q.atoms[0] === atom));
          const people = peopleIn(rest);
          if (sum.atoms.length > 1) expect(people === 0 || people >= FEWEST).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('hides no more than one beside a small one', () => {
    const patterns: Pattern[] = [
      { atoms: [0], users: 2 },
      { atoms: [1], users: 6 },
      { atoms: [2], users: 20 },
    ];
    const quantities = [[0], [1], [2], [0, 1, 2]].map((atoms) => ({
      atoms,
      n: atoms.reduce((sum, a) => sum + patterns[a]!.users, 0),
    }));
    expect(suppress(quantities, crowdsOf(patterns, 3))).toEqual([true, true, false, false]);
  });

  it('leaves alone what is of enough', () => {
    const patterns: Pattern[] = [{ atoms: [0, 1], users: 5 }];
    expect(
      suppress(
        [
          { atoms: [0], n: 9 },
          { atoms: [1], n: 5 },
          { atoms: [0, 1], n: 14 },
        ],
        crowdsOf(patterns, 2),
      ),
    ).toEqual([false, false, false]);
  });
});
