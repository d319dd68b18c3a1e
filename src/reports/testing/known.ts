const PRIME = 1_000_003;

/** A sum of unknown numbers, by their names. */
export type Sum = ReadonlyMap<string, number>;

/** What somebody knows who was told some sums: every linear combination of them. */
export function createKnown() {
  /** By one unknown that is in none of the rows that came later; there it counts once. */
  const rows = new Map<string, Map<string, number>>();
  const reduced = (sum: Sum): Map<string, number> => {
    const rest = new Map(sum);
    for (let found = true; found; ) {
      found = false;
      for (const [name, factor] of rest) {
        const row = rows.get(name);
        if (!row) continue;
        found = true;
        for (const [each, n] of row) {
          const left = ((rest.get(each) ?? 0) + (PRIME - factor) * n) % PRIME;
          if (left === 0) rest.delete(each);
          else rest.set(each, left);
        }
      }
    }
    return rest;
  };
  return {
    tell(sum: Sum): void {
      const rest = reduced(sum);
      const [first] = rest;
      if (!first) return;
      const scale = power(first[1], PRIME - 2);
      rows.set(first[0], new Map([...rest].map(([name, n]) => [name, (n * scale) % PRIME])));
    },
    knows: (sum: Sum): boolean => sum.size > 0 && reduced(sum).size === 0,
  };
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let b = base, e = exponent; e > 0; e = Math.floor(e / 2), b = (b * b) % PRIME)
    if (e % 2 === 1) result = (result * b) % PRIME;
  return result;
}
