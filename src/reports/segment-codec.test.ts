import { expect, it } from 'vitest';
import { countEntries, decodeNumbers, encodeSlice } from './segment-codec.ts';

it('brings back users and counts, and leaves zeros out', () => {
  const users = Int32Array.from([0, 1, 5, 127, 128, 300, 20_000, 5_000_000, 2_147_483_647]);
  const counts = Int32Array.from([1, 0, 127, 128, 3, 16_384, 1, 2_147_483_647, 9]);
  const encoded = encodeSlice(users, counts);
  const into = new Int32Array(encoded.users.length);
  expect(countEntries(encoded.users)).toBe(8);
  expect([...into.subarray(0, decodeNumbers(encoded.users, into, true))]).toEqual([
    0, 5, 127, 128, 300, 20_000, 5_000_000, 2_147_483_647,
  ]);
  const values = new Int32Array(encoded.counts.length);
  expect([...values.subarray(0, decodeNumbers(encoded.counts, values, false))]).toEqual([
    1, 127, 128, 3, 16_384, 1, 2_147_483_647, 9,
  ]);
});

it('encodes nothing as nothing', () => {
  const { users, counts } = encodeSlice(new Int32Array(0), new Int32Array(0));
  expect([users.length, counts.length, countEntries(users)]).toEqual([0, 0, 0]);
});
