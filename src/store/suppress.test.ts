import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROWD } from './questions/crowds.ts';
import { finish } from './steps.ts';
import { FEWEST, suppressTask } from './suppress.ts';

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

/** A number as the atoms that it adds up. */
interface Quantity {
  readonly atoms: readonly number[];
  readonly n: number;
}

interface Asked {
  readonly sums: readonly Quantity[];
  /** No two share an atom. */
  readonly groups: readonly Quantity[];
  readonly patterns: readonly Pattern[];
  readonly size: number;
}

/** By sum, then by group: whether it is hidden. */
function suppress({ sums, groups, patterns, size }: Asked): boolean[] {
  const groupOf = new Int32Array(size).fill(-1);
  groups.forEach(({ atoms }, i) => {
    for (const atom of atoms) groupOf[atom] = i;
  });
  const counts = new Float64Array(size);
  for (const { atoms, n } of [...sums, ...groups]) if (atoms.length === 1) counts[atoms[0]!] = n;
  const found = finish(
    suppressTask({
      places: Int32Array.from({ length: size }, (_, atom) => atom),
      counts,
      crowds: crowdsOf(patterns, size),
      sums: sums.map(({ atoms }) => {
        const weights = new Int8Array(size);
        for (const atom of atoms) weights[atom] = 1;
        return { weights, worth: 1 };
      }),
      groupings: [{ of: groupOf, worth: 0 }],
      budget: 10_000,
    }),
  )!;
  return [...found.sums, ...found.groups[0]!].map((hidden) => hidden === 1);
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

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Rows, columns and the total as sums; cells as groups. */
function tableOf({ rows, columns, users }: { rows: number; columns: number; users: number[][] }) {
  const size = rows * columns;
  const value = Array.from({ length: size }, () => 0);
  users.forEach((own, i) => {
    for (const atom of own) value[atom]! += 1 + (i % 3);
  });
  const quantity = (atoms: number[]): Quantity => ({
    atoms,
    n: atoms.reduce((sum, a) => sum + value[a]!, 0),
  });
  const sums = [
    ...range(rows).map((row) => quantity(range(columns).map((column) => row * columns + column))),
    ...range(columns).map((column) => quantity(range(rows).map((row) => row * columns + column))),
    quantity(range(size)),
  ];
  const patterns: Pattern[] = users.map((atoms) => ({ atoms, users: 1 }));
  return { size, sums, groups: range(size).map((atom) => quantity([atom])), patterns, users };
}

/** What is wrong with hiding these and showing the others; null where nothing is. */
function fault({ size, sums, groups, users }: ReturnType<typeof tableOf>, hidden: readonly boolean[]) {
  const quantities = [...sums, ...groups];
  const peopleIn = (atoms: readonly number[]) =>
    users.filter((own) => own.some((atom) => atoms.includes(atom))).length;
  const isFew = (atoms: readonly number[]) => peopleIn(atoms) > 0 && peopleIn(atoms) < FEWEST;
  const shown = quantities.filter((q, i) => !hidden[i] && q.n > 0);
  if (shown.some((q) => isFew(q.atoms))) return 'shows a few';
  const matrix = shown.map((q) => vector(q.atoms, size));
  const known = rank(matrix);
  for (const [i, q] of quantities.entries())
    if (hidden[i] && rank([...matrix, vector(q.atoms, size)]) === known) return 'can be derived';
  for (const sum of shown) {
    const cells = shown.filter((q) => q.atoms.length === 1 && sum.atoms.includes(q.atoms[0]!));
    const rest = sum.atoms.filter((atom) => !cells.some((q) => q.atoms[0] === atom));
    if (sum.atoms.length > 1 && isFew(rest)) return 'leaves a few';
  }
  return null;
}

describe('suppression', () => {
  it('hides what is of a few, and whatever would tell it', () => {
    fc.assert(
      fc.property(tables, (each) => {
        const table = tableOf(each);
        expect(fault(table, suppress(table))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found at fault where it hides nothing beside a small number, or forgets the sums', () => {
    const found = new Set<string>();
    for (const each of fc.sample(tables, { numRuns: 200, seed: 1 })) {
      const table = tableOf(each);
      const few = [...table.sums, ...table.groups].map(
        ({ atoms, n }) =>
          n > 0 && table.users.filter((own) => own.some((a) => atoms.includes(a))).length < FEWEST,
      );
      const alone = suppress({ ...table, sums: [] });
      found.add(`few alone ${fault(table, few)}`);
      found.add(`without sums ${fault(table, [...few.slice(0, table.sums.length), ...alone])}`);
    }
    expect([...found]).toEqual(
      expect.arrayContaining([
        'few alone can be derived',
        'few alone leaves a few',
        'without sums can be derived',
      ]),
    );
  });

  const of = (patterns: readonly Pattern[], sums: readonly number[][], groups: readonly number[][]) => {
    const quantity = (atoms: readonly number[]) => ({
      atoms,
      n: patterns.reduce((n, own) => n + own.users * own.atoms.filter((a) => atoms.includes(a)).length, 0),
    });
    return suppress({ size: 3, patterns, sums: sums.map(quantity), groups: groups.map(quantity) });
  };

  it('hides no more than one beside a small one, and groups before sums', () => {
    const patterns: Pattern[] = [
      { atoms: [0], users: 2 },
      { atoms: [1], users: 6 },
      { atoms: [2], users: 20 },
    ];
    expect(of(patterns, [[0], [1], [2], [0, 1, 2]], [])).toEqual([true, true, false, false]);
    expect(of(patterns, [[0, 1, 2]], [[0], [1], [2]])).toEqual([false, true, true, false]);
  });

  it('leaves alone what is of enough', () => {
    expect(of([{ atoms: [0, 1], users: 5 }], [[0, 1]], [[0], [1]])).toEqual([false, false, false]);
  });

  /** 180 days by seven features, each of some actions, a few of which hardly anybody does. */
  const half = (budget: number) => {
    const actions = range(29);
    const atoms = range(180).flatMap((day) =>
      actions.map((action) => ({ day, action, users: 1 + ((day * 7 + action * 5) % 13) })),
    );
    const sumOf = (is: (action: number) => boolean) => ({
      weights: Int8Array.from(actions, (a) => (is(a) ? 1 : 0)),
      worth: 1,
    });
    const input = {
      places: Int32Array.from(atoms, ({ action }) => action),
      counts: Float64Array.from(atoms, ({ users }) => users),
      crowds: Int32Array.from(
        atoms.flatMap(({ users }, i) => range(CROWD).map((k) => (k < users ? i * CROWD + k + 1 : 0))),
      ),
      sums: [
        ...actions.map((a) => sumOf((each) => each === a)),
        ...range(7).map((f) => sumOf((a) => a % 7 === f)),
        sumOf(() => true),
      ],
      groupings: [
        { of: Int32Array.from(atoms, ({ day, action }) => day * 7 + (action % 7)), worth: 0 },
        { of: Int32Array.from(atoms, ({ day }) => day), worth: 0.5, elsewhere: true },
      ],
      budget,
    };
    return suppressTask(input);
  };

  it('ends for half a year by feature and day', () => {
    const found = finish(half(60_000))!;
    const shown = found.groups[0]!.filter((hidden) => hidden === 0).length;
    expect(shown).toBeGreaterThan(0.6 * 180 * 7);
    expect(found.sums).toEqual(new Uint8Array(37));
  });

  it('is given up once it has worked for as long as it may, between two steps', () => {
    const steps = half(0.001);
    expect(finish(steps)).toBeNull();
  });
});
