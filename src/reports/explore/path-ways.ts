import type { PathsAnswer } from '../../store/questions/paths.ts';

/** How many went a way, and how they went on. Null where it can't be shown to whoever asks. */
export interface Way {
  readonly path: readonly string[];
  readonly count: number | null;
  readonly people: number | null;
  readonly ended: number | null;
  readonly open: number | null;
  /** Went on with a step that isn't among those that follow, and how many such steps there are. */
  readonly other: number | null;
  readonly others: number | null;
  /** Commonest first. */
  readonly next: readonly Way[];
}

/** Ways as a tree, from the one without a step on. */
export function waysOf(answer: PathsAnswer, keys: readonly string[]): Way {
  const next: number[][] = Array.from(answer.parents, () => []);
  answer.parents.forEach((parent, way) => {
    if (parent >= 0) next[parent]!.push(way);
  });
  const wayOf = (way: number, path: readonly string[]): Way => ({
    path,
    count: answer.tries[way]!,
    people: answer.people[way]!,
    ended: answer.ended[way]!,
    open: answer.open[way]!,
    other: 0,
    others: 0,
    next: next[way]!.map((each) => wayOf(each, [...path, keys[answer.nodes[each]!]!])).sort(
      (a, b) => b.count! - a.count! || (a.path.at(-1)! < b.path.at(-1)! ? -1 : 1),
    ),
  });
  return wayOf(0, []);
}

/** So many ways are told at most; a file has all. */
const MOST_WAYS = 2_000;

/** The commonest so many of what follows each way; the others are one number. */
export function folded(whole: Way, most: number): Way {
  const kept = (way: Way): Way[] => [way, ...way.next.slice(0, most).flatMap(kept)];
  const candidates = kept(whole);
  const shown = new Set(
    candidates.length <= MOST_WAYS
      ? candidates
      : candidates.sort((a, b) => b.count! - a.count! || a.path.length - b.path.length).slice(0, MOST_WAYS),
  );
  const fold = (way: Way): Way => {
    const next = way.next.filter((each) => shown.has(each));
    const rest = way.next.filter((each) => !shown.has(each));
    return {
      ...way,
      other: way.other === null ? null : rest.reduce((sum, { count }) => sum + count!, way.other),
      others: way.others === null ? null : way.others + rest.length,
      next: next.map(fold),
    };
  };
  return fold(whole);
}

/** The way with these steps, if it is one. */
export const wayAt = (way: Way | undefined, path: readonly string[]): Way | undefined =>
  path.reduce<Way | undefined>((at, key) => at?.next.find((each) => each.path.at(-1) === key), way);
