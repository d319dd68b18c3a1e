import type { SplitAnswer, SplitParts } from '../../../store/questions/split.ts';
import { HOURS_OF_WEEK } from '../../range/hours-of-week.ts';
import type { Cut } from './judge.ts';

/** A cut by what it is called, and its parts by their keys. */
export interface NamedCut extends Cut {
  readonly dimension: string;
  key(part: number): string;
  /** What parts are put together from. */
  readonly made?: Made;
  /** What it is called, where no catalogue says it. */
  readonly name?: string;
  /** It shows how the difference falls, and is no cause of it: its parts were chosen by what they did. */
  readonly explainsNothing?: boolean;
}

/** By kind of activity, or by user: the part of each in either range, or -1. The last user is what is nobody's. */
export interface Made {
  readonly of: 'kinds' | 'people';
  readonly parts: Pair<Int32Array>;
}

/** What erased users did, which is nobody's any more. */
export const ERASED = '(erased)';

/** One range and the other. */
export type Pair<T> = readonly [before: T, after: T];

const zeros = (size: number): SplitParts => ({
  sums: new Float64Array(size),
  squares: new Float64Array(size),
  products: new Float64Array(size),
});

function put(into: SplitParts, part: number, sum: number, squares: number, products = squares): void {
  into.sums[part]! += sum;
  into.squares[part]! += squares;
  into.products[part]! += products;
}

/** By groups of kinds, as the store tells them. */
export const byGroup = (
  { dimension, keys, groups }: { dimension: string; keys: readonly string[]; groups: Int32Array },
  [before, after]: Pair<SplitParts>,
): NamedCut => ({
  dimension,
  size: keys.length,
  key: (part) => keys[part]!,
  made: { of: 'kinds', parts: [groups, groups] },
  before,
  after,
});

/** By hour of the day, or by weekday: 1 is Monday. */
export function byHour([before, after]: Pair<SplitParts>): NamedCut {
  const folded = (parts: SplitParts) => {
    const into = zeros(24);
    for (let cell = 0; cell < HOURS_OF_WEEK; cell++)
      put(into, cell % 24, parts.sums[cell]!, parts.squares[cell]!, parts.products[cell]!);
    return into;
  };
  return {
    dimension: 'hour',
    size: 24,
    key: (part) => String(part).padStart(2, '0'),
    before: folded(before),
    after: folded(after),
  };
}

export function byWeekday([before, after]: Pair<SplitParts>): NamedCut {
  const folded = (parts: SplitParts) => {
    const into = zeros(7);
    // An event is of one day: what it is on that day is all of it.
    for (let cell = 0; cell < HOURS_OF_WEEK; cell++)
      put(into, Math.floor(cell / 24), parts.sums[cell]!, parts.products[cell]!);
    return into;
  };
  return {
    dimension: 'weekday',
    size: 7,
    key: (part) => String(part + 1),
    before: folded(before),
    after: folded(after),
  };
}

/** What each user adds to a number, by number of the user, and what is nobody's. */
export type ByUser = Pick<SplitAnswer, 'sums' | 'squares' | 'nobody'>;

/** People who are there or not: each is one event. */
export const present = (there: Float64Array): ByUser => {
  const sums = there.map((n) => (n > 0 ? 1 : 0));
  return { sums, squares: sums, nobody: { sum: 0, squares: 0 } };
};

/** By single users, their numbers as keys; the last part is what is nobody's. */
export function byUser(users: Pair<ByUser>): NamedCut {
  const size = Math.max(users[0].sums.length, users[1].sums.length) + 1;
  const [before, after] = users.map(({ sums, squares, nobody }) => {
    const into = zeros(size);
    into.sums.set(sums);
    into.squares.set(squares);
    put(into, size - 1, nobody.sum, nobody.squares);
    return { ...into, products: into.squares };
  }) as unknown as Pair<SplitParts>;
  const parts = [before, after].map(({ sums }) => {
    const into = new Int32Array(size);
    for (let no = 0; no < size; no++) into[no] = sums[no]! > 0 ? no : -1;
    return into;
  });
  return {
    dimension: 'user',
    size,
    key: (no) => (no === size - 1 ? ERASED : String(no)),
    made: { of: 'people', parts: parts as unknown as Pair<Int32Array> },
    before,
    after,
  };
}

/** A cut whose parts are of people, and of how many. */
export interface CutOfPeople extends NamedCut {
  readonly people: Pair<Float64Array>;
}

/** By a value that each user has, perhaps another in each range. */
export function byTrait(
  dimension: string,
  users: Pair<ByUser>,
  traits: Pair<(no: number) => string>,
): CutOfPeople {
  const keys: string[] = [];
  const places = new Map<string, number>();
  const told = users.map(() => ({ sums: [] as number[], squares: [] as number[], people: [] as number[] }));
  const size = Math.max(users[0].sums.length, users[1].sums.length) + 1;
  const parts = users.map(() => new Int32Array(size).fill(-1)) as unknown as Pair<Int32Array>;
  const placeOf = (key: string): number => {
    let place = places.get(key);
    if (place === undefined) {
      place = keys.push(key) - 1;
      places.set(key, place);
      for (const { sums, squares, people } of told) for (const each of [sums, squares, people]) each.push(0);
    }
    return place;
  };
  for (const [i, { sums, squares, nobody }] of users.entries()) {
    const [into, part, traitOf] = [told[i]!, parts[i]!, traits[i]!];
    let [last, place] = ['', -1];
    const add = (no: number, key: string, sum: number, square: number, people: number) => {
      // Many after each other are alike.
      if (place < 0 || key !== last) [last, place] = [key, placeOf(key)];
      part[no] = place;
      into.sums[place]! += sum;
      into.squares[place]! += square;
      into.people[place]! += people;
    };
    for (let no = 0; no < sums.length; no++)
      if (sums[no]! > 0) add(no, traitOf(no), sums[no]!, squares[no]!, 1);
    if (nobody.sum > 0) add(size - 1, ERASED, nobody.sum, nobody.squares, 0);
  }
  const [before, after] = told.map(({ sums, squares }): SplitParts => {
    const events = Float64Array.from(squares);
    return { sums: Float64Array.from(sums), squares: events, products: events };
  }) as unknown as Pair<SplitParts>;
  const people = told.map((each) => Float64Array.from(each.people)) as unknown as Pair<Float64Array>;
  return {
    dimension,
    size: keys.length,
    key: (part) => keys[part]!,
    made: { of: 'people', parts },
    before,
    after,
    people,
  };
}
