import { expect, test } from 'vitest';
import { byBucket } from './by-bucket.ts';

const bucket = (day: string, next: string) => ({
  start: `2026-03-${day}T23:00:00.000Z`,
  end: `2026-03-${next}T23:00:00.000Z`,
});

test('a note is in the bucket that begins at it, and not in the one that ends there', () => {
  const buckets = [bucket('14', '15'), bucket('15', '16')];
  const notes = [
    { at: '2026-03-14T22:59:59.999Z', text: 'before' },
    { at: '2026-03-14T23:00:00.000Z', text: 'first' },
    { at: '2026-03-15T22:59:59.999Z', text: 'also first' },
    { at: '2026-03-15T23:00:00.000Z', text: 'second' },
    { at: '2026-03-16T23:00:00.000Z', text: 'after' },
  ];
  expect([...byBucket(notes, buckets)]).toEqual([
    [0, 'first · also first'],
    [1, 'second'],
  ]);
});
