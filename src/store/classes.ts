import { CROWD } from './questions/crowds.ts';
import { classIn, type Entries, entryOf, weightIn } from './span.ts';

/** Numbers of an answer over atoms, which are disjoint sets of activities. As plain data, for the thread. */
export interface CellsInput {
  /** By atom: its place, by which sums tell whether it is in them. */
  readonly places: Int32Array;
  /** By atom: how many activities it is. */
  readonly counts: Float64Array;
  /** Of each atom up to five users who did something in it, by number; 0 for none. As the sink `crowds` answers. */
  readonly crowds: Int32Array;
  readonly sums: readonly Sum[];
  readonly groupings: readonly Grouping[];
}

export interface Sum {
  /** By place: how often an atom counts, at most 31 times; below 0 where it is taken off. */
  readonly weights: Int8Array;
  /** What is worth less goes first where one of some numbers has to be hidden. */
  readonly worth: number;
}

/** Sums of which each atom is in one at most. */
export interface Grouping {
  /** By atom: its group, from 0; -1 for none. */
  readonly of: Int32Array;
  readonly worth: number;
  /** They are in no answer, but others may know them: they are reckoned with as far as that costs groups alone. */
  readonly elsewhere?: boolean | undefined;
}

/** A number that is shown or hidden; equal sums are one. */
export interface Quantity {
  readonly entries: Entries;
  /** Its value, without its sign. */
  readonly n: number;
  readonly worth: number;
  readonly elsewhere: boolean;
}

/** Atoms that are in the same quantities are one class, since no question can tell them apart. */
export interface Cells {
  readonly quantities: readonly Quantity[];
  /** The quantity of each sum, then of each group of each grouping; -1 where nobody did any of it. */
  readonly placeOf: Int32Array;
  /** By quantity: those that are properly inside of it, what goes first first. */
  readonly parts: readonly (readonly number[])[];
  /** One more than the highest class. */
  readonly size: number;
  readonly marks: Marks;
  /** Whether one to four users did something in some classes. */
  isFew(entries: Entries, without?: (entry: number) => boolean): boolean;
}

/** Marks on entries that are all taken away by the next mark. */
interface Marks {
  next(): number;
  set(entry: number, mark: number): void;
  has(entry: number, mark: number): boolean;
}

export function classesOf(input: CellsInput): Cells {
  const asked: readonly Omit<Grouping, 'of'>[] = [...input.sums, ...input.groupings.flatMap(groupsOf)];
  const { holders, crowds, counts } = gather(input);
  const lists = asked.map((): number[] => []);
  holders.forEach((own, k) => {
    for (const { of, weight } of own) lists[of]!.push(entryOf(k, weight));
  });
  const quantities: Quantity[] = [];
  const found = new Map<string, number>();
  const placeOf = Int32Array.from(lists, (list, i) => {
    if (list.length === 0) return -1;
    const { worth, elsewhere = false } = asked[i]!;
    const key = list.join();
    const known = found.get(key);
    if (known !== undefined) {
      // Equal sums are shown or hidden together, and worth what the best of them is.
      const other = quantities[known]!;
      if (!elsewhere)
        quantities[known] = {
          ...other,
          elsewhere,
          worth: other.elsewhere ? worth : Math.max(other.worth, worth),
        };
      return known;
    }
    const n = Math.abs(list.reduce((sum, entry) => sum + counts[classIn(entry)]! * weightIn(entry), 0));
    found.set(key, quantities.length);
    return quantities.push({ entries: Int32Array.from(list), n, worth, elsewhere }) - 1;
  });
  return {
    quantities,
    placeOf,
    parts: partsOf(quantities),
    size: holders.length,
    marks: marksOf(entryOf(holders.length, 0)),
    isFew(entries, without) {
      const users = new Set<number>();
      for (const entry of entries) {
        if (without?.(entry)) continue;
        for (const no of crowds[classIn(entry)]!) users.add(no);
        if (users.size >= CROWD) return false;
      }
      return users.size > 0;
    },
  };
}

/** One a group, as all of them are alike. */
export const groupsOf = ({ of, worth, elsewhere }: Grouping): Omit<Grouping, 'of'>[] =>
  Array.from({ length: of.reduce((most, group) => Math.max(most, group + 1), 0) }, () => ({
    worth,
    elsewhere,
  }));

/** What holds a class, by its position among sums and groups, and how often. */
interface Holder {
  readonly of: number;
  readonly weight: number;
}

/** By class: what holds it, who is in it, and how much it is. */
function gather({ places, counts, crowds, sums, groupings }: CellsInput) {
  const held = new Map<number, Holder[]>();
  const holdersOf = (place: number): Holder[] => {
    let own = held.get(place);
    if (!own) {
      own = sums.flatMap(({ weights }, of) =>
        weights[place] === 0 ? [] : [{ of, weight: weights[place]! }],
      );
      held.set(place, own);
    }
    return own;
  };
  let next = sums.length;
  const firsts = groupings.map((grouping) => {
    const first = next;
    next += groupsOf(grouping).length;
    return first;
  });
  const classes = new Map<string, number>();
  /** By place, so that places which all sums hold alike are one. */
  const told = new Map<number, string>();
  const found = { holders: [] as Holder[][], crowds: [] as Set<number>[], counts: [] as number[] };
  for (let atom = 0; atom < places.length; atom++) {
    const place = places[atom]!;
    const own = holdersOf(place);
    const groups = groupings.flatMap(({ of }, i) => (of[atom]! < 0 ? [] : [firsts[i]! + of[atom]!]));
    if (own.length === 0 && groups.length === 0) continue;
    if (!told.has(place)) told.set(place, JSON.stringify(own));
    const key = `${groups.join()} ${told.get(place)!}`;
    let k = classes.get(key);
    if (k === undefined) {
      k = found.holders.push([...own, ...groups.map((of) => ({ of, weight: 1 }))]) - 1;
      found.crowds.push(new Set());
      found.counts.push(0);
      classes.set(key, k);
    }
    found.counts[k]! += counts[atom]!;
    const crowd = found.crowds[k]!;
    for (let i = atom * CROWD; i < (atom + 1) * CROWD && crowd.size < CROWD; i++)
      if (crowds[i] !== 0) crowd.add(crowds[i]!);
  }
  return found;
}

function partsOf(quantities: readonly Quantity[]): number[][] {
  const holders = new Map<number, number[]>();
  quantities.forEach(({ entries }, i) => {
    for (const entry of entries) {
      const own = holders.get(entry);
      if (own) own.push(i);
      else holders.set(entry, [i]);
    }
  });
  const shared = new Int32Array(quantities.length);
  return quantities.map(({ entries }) => {
    if (entries.length < 2) return [];
    const met: number[] = [];
    for (const entry of entries)
      for (const i of holders.get(entry)!) {
        if (shared[i] === 0) met.push(i);
        shared[i]!++;
      }
    const parts = met.filter((i) => {
      const { length } = quantities[i]!.entries;
      return shared[i] === length && length < entries.length;
    });
    for (const i of met) shared[i] = 0;
    return parts.sort((a, b) => byWorth(quantities[a]!, quantities[b]!));
  });
}

/** What is hidden rather than another comes first. */
export const byWorth = (a: Quantity, b: Quantity): number =>
  a.worth === b.worth ? a.n - b.n : a.worth < b.worth ? -1 : 1;

function marksOf(size: number): Marks {
  const marks = new Int32Array(size);
  let last = 0;
  return {
    next: () => ++last,
    set: (entry, mark) => {
      marks[entry] = mark;
    },
    has: (entry, mark) => marks[entry] === mark,
  };
}
