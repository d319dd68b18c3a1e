/** Random numbers that a seed decides: the same seed gives the same data, ids included. */
export interface Random {
  /** From 0 up to, not including, 1. */
  (): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** An index of `weights`, each as likely as its weight. */
  weighted(weights: readonly number[]): number;
  /** A number around `mean`, never negative, with a long tail: 1 in 10 is over three times the median. */
  skewed(median: number): number;
  /** A UUIDv7 of an instant in milliseconds since 1970. */
  uuid(instant: number): string;
  /** Another stream, decided by this one's seed and a name, not by how far this one has been read. */
  fork(name: string | number): Random;
}

/**
 * @param seed a whole number
 * @example random(1).int(1, 6)
 */
export function random(seed: number): Random {
  let state = seed | 0;
  // mulberry32: 32 bits of state are plenty for sample data.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits)
      text += Math.floor(next() * 65_536)
        .toString(16)
        .padStart(4, '0');
    return text.slice(0, digits);
  };
  return Object.assign(next, {
    int,
    chance: (probability: number) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
    weighted(weights: readonly number[]): number {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (const [i, weight] of weights.entries()) {
        rest -= weight;
        if (rest < 0) return i;
      }
      return weights.length - 1;
    },
    skewed(median: number): number {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(normal * 0.9);
    },
    uuid(instant: number): string {
      const time = Math.floor(instant).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[int(0, 3)]}${hex(3)}-${hex(12)}`;
    },
    fork(name: string | number): Random {
      let hash = seed | 0;
      for (const char of String(name)) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) + 0x9e3779b9;
      return random(hash);
    },
  });
}
