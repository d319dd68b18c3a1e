import { LRUCache } from 'lru-cache';
import { QUARTER } from '../db/milliseconds.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Source } from './question.ts';
import type { Rows } from './rows.ts';

/** Every zone's hours and days begin on quarters of an hour of UTC (since 1972). */

/** How often each kind came in each quarter of an hour, internal accounts' share beside it. */
export class Totals {
  /** By quarter and local kind. */
  readonly #sums = new Map<number, Map<number, [all: number, internal: number]>>();
  readonly #kinds: number[] = [];
  readonly #places = new Map<number, number>();

  /** @param kinds numbers that are expected, the most frequent first */
  constructor(kinds: Iterable<number> = []) {
    for (const kind of kinds) this.#placeOf(kind);
  }

  /** What was encoded. */
  static of(bytes: Uint8Array, start: number): Totals {
    const kinds = kindsOfTotals(bytes);
    const totals = new Totals(kinds);
    visitTotals(bytes, start, (instant, kind, all, internal) =>
      totals.add(quarterOf(instant, start), kinds[kind]!, all, internal),
    );
    return totals;
  }

  add(quarter: number, kind: number, all: number, internal: number): void {
    const sums = this.#sums.get(quarter) ?? new Map<number, [number, number]>();
    this.#sums.set(quarter, sums);
    const place = this.#placeOf(kind);
    const found = sums.get(place);
    if (!found) sums.set(place, [all, internal]);
    else {
      found[0] += all;
      found[1] += internal;
    }
  }

  /**
   * The kinds, then quarters as differences, each with its kinds as differences, counts, and internal counts where
   * there are any.
   */
  encode(): Buffer {
    const writer = new ByteWriter();
    writer.number(this.#kinds.length);
    for (const kind of this.#kinds) writer.number(kind);
    let previous = 0;
    for (const [quarter, sums] of [...this.#sums].sort(([a], [b]) => a - b)) {
      const told = [...sums].filter(([, [all]]) => all > 0).sort(([a], [b]) => a - b);
      if (told.length === 0) continue;
      writer.number(quarter - previous);
      writer.number(told.length);
      previous = quarter;
      let kind = 0;
      for (const [place, [all, internal]] of told) {
        writer.number(place - kind);
        kind = place;
        writer.number(all * 2 + (internal > 0 ? 1 : 0));
        if (internal > 0) writer.number(internal);
      }
    }
    return writer.take();
  }

  #placeOf(kind: number): number {
    let place = this.#places.get(kind);
    if (place === undefined) {
      place = this.#kinds.push(kind) - 1;
      this.#places.set(kind, place);
    }
    return place;
  }
}

/** @param start of the block, in milliseconds; quarters are counted from the one that it falls in */
export function quarterOf(instant: number, start: number): number {
  return Math.floor(instant / QUARTER) - Math.floor(start / QUARTER);
}

export function addRows(
  totals: Totals,
  rows: Rows,
  start: number,
  isInternal: (no: number) => boolean,
): void {
  for (let i = 0; i < rows.length; i++) {
    const count = rows.counts ? rows.counts[i]! : 1;
    const internal = isInternal(rows.users[i]!) ? count : 0;
    totals.add(quarterOf(rows.at[i]!, start), rows.kinds[i]!, count, internal);
  }
}

/** Local number to number. */
export function kindsOfTotals(bytes: Uint8Array): Int32Array {
  return readKinds(new ByteReader(bytes));
}

function readKinds(reader: ByteReader): Int32Array {
  const kinds = new Int32Array(reader.number());
  for (let i = 0; i < kinds.length; i++) kinds[i] = reader.number();
  return kinds;
}

/** @param visit the quarter's first instant, the local kind, and how often it came */
export function visitTotals(
  bytes: Uint8Array,
  start: number,
  visit: (instant: number, kind: number, all: number, internal: number) => void,
): void {
  const reader = new ByteReader(bytes);
  readKinds(reader);
  let quarter = Math.floor(start / QUARTER);
  while (reader.at < bytes.length) {
    quarter += reader.number();
    const kinds = reader.number();
    let kind = 0;
    for (let i = 0; i < kinds; i++) {
      kind += reader.number();
      const code = reader.number();
      const all = Math.floor(code / 2);
      visit(quarter * QUARTER, kind, all, code % 2 === 1 ? reader.number() : 0);
    }
  }
}

/** By local kind: how often it came in all of a block. */
export interface Sums {
  readonly all: Float64Array;
  readonly internal: Float64Array;
}

/** Lifetimes add up every block there is, for each report anew. */
const known = new LRUCache<string, Sums>({ max: 5_000 });

/** What the totals of a source add up to. */
export function sumsOf({ name, start, totals }: Source): Sums {
  const found = name === undefined ? undefined : known.get(name);
  if (found) return found;
  const kinds = kindsOfTotals(totals!).length;
  const sums = { all: new Float64Array(kinds), internal: new Float64Array(kinds) };
  visitTotals(totals!, start, (_, kind, all, internal) => {
    sums.all[kind]! += all;
    sums.internal[kind]! += internal;
  });
  if (name !== undefined) known.set(name, sums);
  return sums;
}
