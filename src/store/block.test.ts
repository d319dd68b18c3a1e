import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUARTER } from '../db/milliseconds.ts';
import { checksum, decodeBlock, encodeBlock, openBlock } from './block.ts';
import { dropUsers } from './drop-users.ts';
import { decoded, visitRows } from './lane.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import { kindsOfTotals, Totals, visitTotals } from './totals.ts';

interface Row {
  readonly user: number;
  readonly at: number;
  readonly kind: number;
  readonly count: number;
}

const START = Date.UTC(2024, 1, 1);
const MONTH = 29 * 86_400_000;

const rowsOf = (list: readonly Row[]): Rows => {
  const builder = new RowsBuilder();
  for (const { user, at, kind, count } of list) builder.add(user, at, kind, count);
  return builder.done();
};

const row = (kinds: fc.Arbitrary<number>, counts: fc.Arbitrary<number>): fc.Arbitrary<Row> =>
  fc.record({
    user: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2_000_000_000 })),
    at: fc
      .tuple(fc.integer({ min: 0, max: MONTH - 1 }), fc.constantFrom(1, 1, 1_000, QUARTER, 3_600_000))
      .map(([ms, unit]) => START + Math.floor(ms / unit) * unit),
    kind: kinds,
    count: counts,
  });

const activity = row(
  fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 100_000 })),
  fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 2_000_000_000 })),
);
const signal = row(fc.integer({ min: 500, max: 502 }), fc.integer({ min: 1, max: 60 }));

const inOrder = (list: readonly Row[]) =>
  [...list].sort((a, b) => a.user - b.user || a.at - b.at || a.kind - b.kind || a.count - b.count);

function decode(lane: Uint8Array, kinds: Int32Array, wants: ((no: number) => boolean) | null = null): Row[] {
  const into = decoded();
  const found: Row[] = [];
  visitRows(
    lane,
    START,
    (user) => wants?.(user) ?? true,
    into,
    (user, length) => {
      for (let i = 0; i < length; i++)
        found.push({ user, at: into.at[i]!, kind: kinds[into.kinds[i]!]!, count: into.counts[i]! });
    },
  );
  return found;
}

describe('a block holds what a plain list of rows holds', () => {
  it('rows, users passed over, first and last, totals', () => {
    fc.assert(
      fc.property(
        fc.array(activity, { maxLength: 300, size: 'max' }),
        fc.array(signal, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 7 }),
        (activities, signals, modulus) => {
          const isInternal = (no: number) => no % modulus === 0;
          const block = encodeBlock(
            { start: START, activities: rowsOf(activities), signals: rowsOf(signals) },
            isInternal,
          );
          const open = openBlock(block.data);
          expect(inOrder(decode(open.activities, open.kinds))).toEqual(inOrder(activities));
          expect(inOrder(decode(open.signals, open.kinds))).toEqual(inOrder(signals));
          expect(inOrder(decode(open.activities, open.kinds, isInternal))).toEqual(
            inOrder(activities.filter(({ user }) => isInternal(user))),
          );

          const present = new Map<number, [number, number]>();
          const look = (no: number, first: number, last: number) => {
            present.set(no, [first, last]);
            return false;
          };
          visitRows(open.activities, START, look, decoded(), () => {});
          const expected = new Map<number, [number, number]>();
          for (const { user, at } of activities) {
            const [first, last] = expected.get(user) ?? [at, at];
            expected.set(user, [Math.min(first, at), Math.max(last, at)]);
          }
          expect(present).toEqual(expected);

          const totals = new Map<string, [number, number]>();
          const named = kindsOfTotals(block.totals);
          visitTotals(block.totals, START, (instant, kind, all, internal) =>
            totals.set(`${instant} ${named[kind]}`, [all, internal]),
          );
          const sums = new Map<string, [number, number]>();
          for (const { user, at, kind, count } of [...activities, ...signals]) {
            const key = `${Math.floor(at / QUARTER) * QUARTER} ${kind}`;
            const [all, internal] = sums.get(key) ?? [0, 0];
            sums.set(key, [all + count, internal + (isInternal(user) ? count : 0)]);
          }
          expect(totals).toEqual(sums);
          expect(Totals.of(block.totals, START).encode().equals(block.totals)).toBe(true);
          const rows = decodeBlock(block.data, START);
          const again = encodeBlock({ start: START, ...rows }, isInternal);
          expect([again.dataSum, again.totalsSum]).toEqual([block.dataSum, block.totalsSum]);
          expect(block.activities).toBe(activities.length);

          const left = openBlock(dropUsers(block.data, isInternal));
          const stays = ({ user }: Row) => !isInternal(user);
          expect(inOrder(decode(left.activities, left.kinds))).toEqual(inOrder(activities.filter(stays)));
          expect(inOrder(decode(left.signals, left.kinds))).toEqual(inOrder(signals.filter(stays)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same bytes for the same rows in any order', () => {
    fc.assert(
      fc.property(
        fc
          .array(activity, { minLength: 1, maxLength: 60 })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
          ),
        ([list, shuffled]) => {
          const encode = (rows: Row[]) =>
            encodeBlock({ start: START, activities: rowsOf(rows), signals: rowsOf([]) }, () => false);
          // Equals by user, instant and kind may differ in their counts alone: then their order may, too.
          const plain = (rows: Row[]) => rows.map((each) => ({ ...each, count: 1 }));
          expect(encode(plain(shuffled)).data).toEqual(encode(plain(list)).data);
        },
      ),
    );
  });

  it('tells damage by its checksum, and another format by its number', () => {
    const rows = rowsOf([{ user: 3, at: START + 5, kind: 1, count: 1 }]);
    const block = encodeBlock({ start: START, activities: rows, signals: rowsOf([]) }, () => false);
    for (let bit = 0; bit < block.data.length * 8; bit++) {
      const damaged = Buffer.from(block.data);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(checksum(damaged)).not.toBe(block.dataSum);
    }
    expect(() => openBlock(Buffer.from([9, 0, 0, 0]))).toThrow(/format 9/);
  });
});
