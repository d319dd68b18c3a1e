import { expect, test, vi } from 'vitest';
import { byBucket } from './by-bucket.ts';

// What the panel's formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const bucket = (day: string, next: string) => ({
  start: `2026-03-${day}T23:00:00.000Z`,
  end: `2026-03-${next}T23:00:00.000Z`,
});

test('a note is in the bucket that begins at it, and not in the one that ends there', () => {
  const buckets = [bucket('14', '15'), bucket('15', '16')];
  const notes = [
    { day: null, at: '2026-03-14T22:59:59.999Z', text: 'before' },
    { day: null, at: '2026-03-14T23:00:00.000Z', text: 'first' },
    { day: null, at: '2026-03-15T22:59:59.999Z', text: 'also first' },
    { day: null, at: '2026-03-15T23:00:00.000Z', text: 'second' },
    { day: null, at: '2026-03-16T23:00:00.000Z', text: 'after' },
  ];
  expect([...byBucket(notes, buckets, 'UTC')]).toEqual([
    [0, 'first · also first'],
    [1, 'second'],
  ]);
});

test.each(['America/Los_Angeles', 'UTC', 'Asia/Tokyo'])('a note on a day is on that day in %s', (zone) => {
  // Days of Tokyo begin 9 hours before those of UTC, those of Los Angeles 7 hours after.
  const hours = { 'America/Los_Angeles': 7, UTC: 0, 'Asia/Tokyo': -9 }[zone]!;
  const start = (date: number) => new Date(Date.UTC(2026, 6, date, hours)).toISOString();
  const days = [14, 15, 16].map((date) => ({ start: start(date), end: start(date + 1) }));
  const note = { day: '2026-07-15', at: '2026-07-15T00:00:00.000Z', text: 'noted' };
  expect([...byBucket([note], days, zone)]).toEqual([[1, 'noted']]);
  // By the hour it stands at the day's first.
  const first = Date.parse(start(14));
  const each = Array.from({ length: 48 }, (_, i) => ({
    start: new Date(first + i * 3_600_000).toISOString(),
    end: new Date(first + (i + 1) * 3_600_000).toISOString(),
  }));
  expect([...byBucket([note], each, zone)]).toEqual([[24, 'noted']]);
});
