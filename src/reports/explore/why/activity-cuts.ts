import { type CatalogueInput, own } from '../../../catalogue/index.ts';
import { NONE } from '../../../contract/index.ts';
import type { Kind } from '../../../store/kinds.ts';
import type { SplitAnswer } from '../../../store/questions/split.ts';
import { byGroup, byHour, byWeekday, type NamedCut, type Pair } from './cuts.ts';
import type { Whole } from './judge.ts';

interface Grouping {
  readonly dimension: string;
  readonly keys: readonly string[];
  /** By kind; -1 for what doesn't count. */
  readonly groups: Int32Array;
  readonly size: number;
}

/** By feature, by action, and by each breakdown that something of a number is told by. */
export function groupingsOf(
  c: CatalogueInput,
  { kinds, kindCount }: { readonly kinds: readonly Kind[]; readonly kindCount: number },
  weights: Int32Array,
  untold: ReadonlySet<string>,
): Grouping[] {
  const counted = kinds.filter(({ no }) => weights[no] !== 0);
  const dimensions: [string, (kind: Kind) => string | undefined][] = [
    ['feature', (kind) => (kind.signal === '' ? own(c.actions, kind.action)?.feature : kind.feature)],
    ['action', (kind) => (kind.signal === '' ? kind.action : kind.signal)],
    ...Object.keys(c.breakdowns)
      .filter((name) => !untold.has(name) && counted.some((kind) => kind.values.has(name)))
      .map((name): [string, (kind: Kind) => string | undefined] => [name, (kind) => kind.values.get(name)]),
  ];
  return dimensions.map(([dimension, of]) => {
    const keys: string[] = [];
    const groups = new Int32Array(kindCount).fill(-1);
    for (const kind of counted) {
      const key = of(kind) ?? NONE;
      const known = keys.indexOf(key);
      groups[kind.no] = known >= 0 ? known : keys.push(key) - 1;
    }
    return { dimension, keys, groups, size: keys.length };
  });
}

/** What the store tells of both ranges, as cuts by kinds and by time. */
export function activityCuts(
  groupings: readonly Grouping[],
  answers: Pair<SplitAnswer>,
  { hours, weekdays }: { readonly hours: boolean; readonly weekdays: boolean },
): { readonly whole: Whole; readonly cuts: NamedCut[] } {
  const pair = <T>(of: (answer: SplitAnswer) => T): Pair<T> => [of(answers[0]), of(answers[1])];
  const [before, after] = pair(({ sums, nobody }) => sum(sums) + nobody.sum);
  const squares = pair((each) => sum(each.squares) + each.nobody.squares);
  const cells = pair((each) => each.cells);
  const byKind = groupings.map((grouping, i) =>
    byGroup(
      grouping,
      pair((each) => each.groupings[i]!),
    ),
  );
  return {
    whole: { before, after, squares: squares[0] + squares[1] },
    cuts: [...byKind, ...(hours ? [byHour(cells)] : []), ...(weekdays ? [byWeekday(cells)] : [])],
  };
}

const sum = (numbers: Float64Array) => numbers.reduce((total, n) => total + n, 0);
