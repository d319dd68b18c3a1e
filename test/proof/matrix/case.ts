import type { Where } from '../where.ts';

/** Numbers by what they count. */
export type Figures = Readonly<Record<string, number>>;

/** What a case has to work with. */
export interface World {
  readonly seed: number;
  /** A run of a few seconds, as `npm test` has it. */
  readonly short: boolean;
  /** A fault of ours that the case has to catch; null for the product as it is. */
  readonly mutant: string | null;
  /** Of its own; PostgreSQL's account may enter it. */
  readonly folder: string;
  readonly where: Pick<Where, 'database' | 'nodes'>;
}

/** A row of the fault matrix. */
export interface FaultCase {
  readonly name: string;
  readonly fault: string;
  /** What these figures have to be. */
  readonly expected: Figures;
  readonly mutants: readonly string[];
  /** @returns those figures and others worth telling; a sentence where it can't be run here */
  run(world: World): Promise<Figures | string>;
}

export interface Verdict {
  readonly name: string;
  readonly mutant: string | null;
  /** Null where it can't be run here. */
  readonly seen: Figures | null;
  readonly skipped: string | null;
  /** What isn't as expected. */
  readonly wrong: readonly string[];
}

export async function judge(one: FaultCase, world: World): Promise<Verdict> {
  const told = await one.run(world);
  const { name } = one;
  const { mutant } = world;
  if (typeof told === 'string') return { name, mutant, seen: null, skipped: told, wrong: [] };
  const wrong = Object.entries(one.expected).filter(([of, n]) => told[of] !== n);
  return { name, mutant, seen: told, skipped: null, wrong: wrong.map(([of]) => `${of} ${told[of]}`) };
}

const figures = (some: Figures) =>
  Object.entries(some)
    .map(([of, n]) => `${of} ${n}`)
    .join(', ');

/** A line: what was expected and what was seen. */
export function describeVerdict(one: FaultCase, { mutant, seen, skipped, wrong }: Verdict): string {
  if (!seen) return `${one.name}: did not run: ${skipped}`;
  const told = `expected ${figures(one.expected)}; seen ${figures(seen)}`;
  if (mutant === null) return `${one.name}: ${wrong.length === 0 ? 'holds' : 'BROKEN'}: ${told}`;
  return `${one.name}, mutant ${mutant}: ${wrong.length > 0 ? `caught: ${wrong.join(', ')}` : `NOT CAUGHT: ${told}`}`;
}
