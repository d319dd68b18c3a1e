import type { TellWay } from './paths-tries.ts';
import type { PathsAnswer, PathsQuestion, PathTries } from './questions/paths.ts';

/** Ways by number, from the one without a step on: a way comes after the one that it goes on from. */
function createTree(width: number) {
  const parents = [-1];
  const nodes = [-1];
  const ended = [0];
  const open = [0];
  /** Tries that got so far, and what comes of ways that go on from here. */
  const tries = [0];
  const ways = new Map<number, number>();
  return {
    parents,
    ended,
    open,
    tries,
    next(from: number, node: number): number {
      const key = from * width + node;
      let way = ways.get(key);
      if (way === undefined) {
        way = parents.push(from) - 1;
        nodes.push(node);
        ended.push(0);
        open.push(0);
        tries.push(0);
        ways.set(key, way);
      }
      return way;
    },
    answer: (people: ArrayLike<number>, list: PathsAnswer['list']): PathsAnswer => ({
      parents: Int32Array.from(parents),
      nodes: Int32Array.from(nodes),
      tries: Float64Array.from(tries),
      people: Float64Array.from(people),
      ended: Float64Array.from(ended),
      open: Float64Array.from(open),
      list,
    }),
  };
}

/** What different people did, of whom each answer tells some. */
export function joinedPaths(answers: readonly PathsAnswer[], { width }: PathsQuestion): PathsAnswer {
  const tree = createTree(width);
  const people: number[] = [];
  for (const answer of answers) {
    const places = new Int32Array(answer.parents.length);
    for (let way = 0; way < places.length; way++) {
      const place = way === 0 ? 0 : tree.next(places[answer.parents[way]!]!, answer.nodes[way]!);
      places[way] = place;
      tree.tries[place]! += answer.tries[way]!;
      tree.ended[place]! += answer.ended[way]!;
      tree.open[place]! += answer.open[way]!;
      people[place] = (people[place] ?? 0) + answer.people[way]!;
    }
  }
  return tree.answer(people, null);
}

/** Adds up tries by the ways that they went. */
export function createPaths({ width, size, every, list }: PathsQuestion, room: number) {
  const tree = createTree(width);
  const { parents, ended, open, tries, next } = tree;
  // By person the ways of all tries, each pointing at the one before.
  const latest = every ? new Int32Array(room).fill(-1) : null;
  const told: { way: number[]; before: number[] } = { way: [], before: [] };
  const listed = list && createList(list, size);

  return {
    add: ((user, began, reached, steps, times, isOpen) => {
      let way = 0;
      tries[0]!++;
      for (let i = 0; i < reached; i++) {
        way = next(way, steps[i]!);
        tries[way]!++;
      }
      if (reached < size) ended[way]!++;
      if (isOpen) open[way]!++;
      listed?.add(user, began, reached, steps, times);
      if (!latest) return;
      told.before.push(latest[user]!);
      latest[user] = told.way.push(way) - 1;
    }) satisfies TellWay,
    answer: (): PathsAnswer =>
      tree.answer(latest ? countPeople(latest, told, parents) : tries, listed?.answer() ?? null),
  };
}

/** Of each way, how many different people went it: each is counted once on the way back to the beginning. */
function countPeople(
  latest: Int32Array,
  { way, before }: { readonly way: readonly number[]; readonly before: readonly number[] },
  parents: readonly number[],
): Float64Array {
  const people = new Float64Array(parents.length);
  const met = new Int32Array(parents.length).fill(-1);
  for (let user = 0; user < latest.length; user++)
    for (let i = latest[user]!; i >= 0; i = before[i]!)
      for (let at = way[i]!; at >= 0 && met[at] !== user; at = parents[at]!) {
        met[at] = user;
        people[at]!++;
      }
  return people;
}

function createList({ path, next }: NonNullable<PathsQuestion['list']>, size: number) {
  const users: number[] = [];
  const began: number[] = [];
  const steps: number[] = [];
  const times: number[] = [];
  return {
    add(user: number, at: number, reached: number, way: Int32Array, instants: Float64Array): void {
      if (reached < path.length || path.some((step, i) => way[i] !== step)) return;
      if (
        next === 'none'
          ? reached > path.length
          : next !== 'any' && !(reached > path.length && next[way[path.length]!])
      )
        return;
      users.push(user);
      began.push(at);
      for (let i = 0; i < size; i++) {
        steps.push(i < reached ? way[i]! : -1);
        times.push(i < reached ? instants[i]! : Number.NaN);
      }
    },
    answer: (): PathTries => ({
      length: users.length,
      users: Int32Array.from(users),
      began: Float64Array.from(began),
      steps: Int32Array.from(steps),
      times: Float64Array.from(times),
    }),
  };
}
