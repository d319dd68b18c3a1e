import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../db/milliseconds.ts';
import { type BeforeAfter, beforeAfter } from './before-after.ts';
import { local } from './local-time.ts';
import { LISTED, resolveRange } from './period.ts';

const iso = (ms: number) => new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z');
const told = (found: BeforeAfter | null) =>
  found &&
  `${found.alignedBy}: ${iso(found.before.start)} ${iso(found.before.end)} | ${iso(found.after.start)} ${iso(found.after.end)}`;
// A Tuesday afternoon; clocks of New York were moved on the Sunday before.
const AT = '2026-03-10T14:23Z';
const around = (start: string, end: string, zone = 'UTC') =>
  told(beforeAfter(Date.parse(AT), { start: Date.parse(start), end: Date.parse(end) }, zone));

describe('before and after a release', () => {
  it.each([
    // As many whole weeks as both sides have.
    [
      '2026-01-01T00:00Z',
      '2026-03-24T20:00Z',
      'week: 2026-02-24T14:23Z 2026-03-10T14:23Z | 2026-03-10T14:23Z 2026-03-24T14:23Z',
    ],
    [
      '2026-01-01T00:00Z',
      '2026-09-01T00:00Z',
      'week: 2026-02-10T14:23Z 2026-03-10T14:23Z | 2026-03-10T14:23Z 2026-04-07T14:23Z',
    ],
    [
      '2026-03-01T00:00Z',
      '2026-09-01T00:00Z',
      'week: 2026-03-03T14:23Z 2026-03-10T14:23Z | 2026-03-10T14:23Z 2026-03-17T14:23Z',
    ],
    // As far as it has come, beside the same hours a week before.
    [
      '2026-01-01T00:00Z',
      '2026-03-12T09:00Z',
      'week: 2026-03-03T14:23Z 2026-03-05T09:00Z | 2026-03-10T14:23Z 2026-03-12T09:00Z',
    ],
    [
      '2026-01-01T00:00Z',
      '2026-03-10T16:00Z',
      'week: 2026-03-03T14:23Z 2026-03-03T16:00Z | 2026-03-10T14:23Z 2026-03-10T16:00Z',
    ],
    // Another release three days before: from the same hour of the week on.
    [
      '2026-03-07T14:23Z',
      '2026-03-30T00:00Z',
      'week: 2026-03-07T14:23Z 2026-03-10T14:23Z | 2026-03-14T14:23Z 2026-03-17T14:23Z',
    ],
    // No hour of the week is on both sides, but hours of the day are.
    [
      '2026-03-08T02:00Z',
      '2026-03-13T14:23Z',
      'day: 2026-03-08T02:00Z 2026-03-10T14:23Z | 2026-03-11T02:00Z 2026-03-13T14:23Z',
    ],
    // Nor these.
    [
      '2026-03-10T11:00Z',
      '2026-03-10T17:00Z',
      'hour: 2026-03-10T11:23Z 2026-03-10T14:00Z | 2026-03-10T14:23Z 2026-03-10T17:00Z',
    ],
    ['2026-03-10T14:23Z', '2026-04-10T17:00Z', null],
    ['2026-01-01T00:00Z', '2026-03-10T14:23Z', null],
  ])('between %s and %s', (start, end, expected) => expect(around(start, end)).toBe(expected));

  it('is by the clock of the zone', () => {
    expect(around('2026-01-01T00:00Z', '2026-03-18T00:00Z', 'America/New_York')).toBe(
      'week: 2026-03-03T15:23Z 2026-03-10T14:23Z | 2026-03-10T14:23Z 2026-03-17T14:23Z',
    );
  });

  it('never reaches beyond either side, begins at the same hour, and is what a report compares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 * 60 }),
        fc.integer({ min: 1, max: 60 * 24 * 60 }),
        fc.integer({ min: 1, max: 60 * 24 * 60 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'),
        (minutes, since, until, zone) => {
          const at = Date.parse('2025-06-01T00:00Z') + minutes * MINUTE;
          const [start, end] = [at - since * MINUTE, at + until * MINUTE];
          const found = beforeAfter(at, { start, end }, zone);
          if (!found) return;
          const { before, after, alignedBy } = found;
          expect(start <= before.start && before.start < before.end && before.end <= at).toBe(true);
          expect(at <= after.start && after.start < after.end && after.end <= end).toBe(true);
          const clock = (instant: number) => {
            const { dayOfWeek, hour, minute } = local(instant, zone);
            return { week: [dayOfWeek, hour, minute], day: [hour, minute], hour: [] }[alignedBy];
          };
          // A time that its day skips stands as much later as the clock was moved.
          const skipped = local(before.start, zone).offset !== local(before.start - HOUR, zone).offset;
          if (!skipped) expect(clock(before.start)).toEqual(clock(after.start));
          const range = resolveRange(
            {
              ...LISTED,
              startDate: new Date(after.start).toISOString(),
              endDate: new Date(after.end).toISOString(),
              compare: 'custom',
              compareStartDate: new Date(before.start).toISOString(),
            },
            { now: end, zone },
          );
          expect(range.comparison).toEqual(before);
        },
      ),
      { numRuns: 500 },
    );
  });
});
