/** One measured line of the table. */
export interface Result {
  /** The goal's number in the performance page, e.g. `P1`. */
  id: string;
  what: string;
  ours: string;
  yardstick: string;
  /** Ours against the yardstick, or a plain number where the goal is one. */
  value: number;
  unit: string;
  goal: string;
  reached: boolean;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Runs A and B in turn, so that what else the machine does weighs on both. */
export async function alternate<A, B>(rounds: number, a: () => Promise<A>, b: () => Promise<B>) {
  const as: A[] = [];
  const bs: B[] = [];
  for (let round = 0; round < rounds; round++) {
    as.push(await a());
    bs.push(await b());
  }
  return { a: as, b: bs };
}

/** Answers that nobody measures: code is compiled, plans are made. */
export const WARMING = 2;

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const perSecond = (count: number, ms: number) => Math.round((count / ms) * 1000);
export const round = (value: number, digits = 2) => Number(value.toFixed(digits));

export function printTable(results: readonly Result[]): void {
  const rows = [
    ['', 'what', 'ours', 'yardstick', 'result', 'goal', ''],
    ...results.map((r) => [
      r.id,
      r.what,
      r.ours,
      r.yardstick,
      `${r.value}${r.unit}`,
      r.goal,
      r.reached ? 'reached' : 'not reached',
    ]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
}
