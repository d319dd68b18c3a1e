import type { Decoded } from './lane.ts';
import { INTERNAL, PERSON } from './numbers.ts';
import type { Answers, Source } from './question.ts';
import type { Stretch } from './stretch.ts';

/**
 * Adds up the answer to one question. Sources come by their start, each user once in a source; where users are told in
 * groups, one group after another, sources come once a group.
 */
export interface Sink<Answer = Answers[keyof Answers]> {
  /** By kind: 0 for what is nothing to it; its rows may be left out. Absent: every kind is something. */
  readonly counting?: Uint8Array | null;
  /** Numbers that are held of a user until the group is over. */
  readonly held?: number;
  /** The next source, and its kinds: local number to number. */
  open(source: Source, kinds: Int32Array): void;
  /** How often a kind came in a quarter of an hour. */
  totals?(instant: number, kind: number, all: number, internal: number): void;
  /** Whether the rows of a user are wanted, by the first and last instant of them. */
  wants(no: number, mark: number, first: number, last: number): boolean;
  rows(no: number, mark: number, rows: Decoded, length: number): void;
  /** The users of a group won't be told of any more. */
  endGroup?(): void;
  /** What is known of some of the users, to be joined with what others know. Absent: the answer. */
  part?(): unknown;
  answer(): Answer;
}

export const placeOf = (places: Int32Array | null, no: number): number =>
  places === null ? no : no < places.length ? places[no]! : -1;

/** What an answer has room for: a place a user. */
export function roomFor(places: Int32Array | null, highest: number): number {
  if (places === null) return highest + 1;
  let most = -1;
  for (let no = 0; no < places.length; no++) if (places[no]! > most) most = places[no]!;
  return most + 1;
}

export const isPerson = (mark: number, internal: Uint8Array | null) =>
  mark === PERSON || (mark === INTERNAL && internal !== null);

/** The first of `sorted` that is above `x`, as a position; positions before it are at most `x`. */
export function after(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the bucket of an instant; -1 for none. */
export function bucketFinder(buckets: readonly Stretch[]) {
  const starts = Float64Array.from(buckets, ({ start }) => start);
  const ends = Float64Array.from(buckets, ({ end }) => end);
  const [first = 0, last = 0] = [starts[0], ends.at(-1)];
  const perMs = buckets.length / (last - first);
  return (instant: number): number => {
    if (instant < first || instant >= last) return -1;
    // Buckets are about as long as each other: where it is likely to be needs no search.
    const likely = Math.floor((instant - first) * perMs);
    if (instant >= starts[likely]! && instant < ends[likely]!) return likely;
    const i = after(starts, instant) - 1;
    return i >= 0 && instant < ends[i]! ? i : -1;
  };
}

export function local<T extends Int32Array | Uint8Array>(byKind: T, kinds: Int32Array, otherwise: number): T {
  const own = byKind.slice(0, 0).constructor as new (length: number) => T;
  const table = new own(kinds.length);
  for (let i = 0; i < kinds.length; i++)
    table[i] = kinds[i]! < byKind.length ? byKind[kinds[i]!]! : otherwise;
  return table;
}

/** By kind: 1 where any of some tables tells something. */
export const anyOf = (...tables: readonly (Uint8Array | Int32Array)[]): Uint8Array =>
  Uint8Array.from({ length: Math.max(...tables.map(({ length }) => length)) }, (_, kind) =>
    tables.some((each) => (each[kind] ?? 0) !== 0) ? 1 : 0,
  );
