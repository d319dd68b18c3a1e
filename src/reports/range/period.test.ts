import { describe, expect, it } from 'vitest';
import { BadRequest } from '../errors.ts';
import { LISTED, type RangeQuery, resolveRange } from './period.ts';

const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

function resolve(query: Partial<RangeQuery>, now: string, zone: string, first?: string) {
  const range = resolveRange(
    { ...LISTED, compare: 'previous_period', ...query },
    { now: Date.parse(now), zone, first: first ? Date.parse(first) : null },
  );
  return {
    ...range,
    range: `${iso(range.start)} ${iso(range.end)}`,
    before: range.comparison && `${iso(range.comparison.start)} ${iso(range.comparison.end)}`,
  };
}

describe('periods', () => {
  // A Sunday; in New York the clock went forward a week before, on 8 March.
  const now = '2026-03-15T14:30:00Z';
  it.each([
    // query, zone, range, comparison, interval
    [
      '30days',
      'UTC',
      '2026-02-14T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-01-15T00:00:00Z 2026-02-14T00:00:00Z',
      'day',
    ],
    [
      '1d',
      'UTC',
      '2026-03-15T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-03-14T00:00:00Z 2026-03-15T00:00:00Z',
      'hour',
    ],
    [
      '24h',
      'UTC',
      '2026-03-14T14:30:00Z 2026-03-15T14:30:00Z',
      '2026-03-13T14:30:00Z 2026-03-14T14:30:00Z',
      'hour',
    ],
    [
      'yesterday',
      'UTC',
      '2026-03-14T00:00:00Z 2026-03-15T00:00:00Z',
      '2026-03-13T00:00:00Z 2026-03-14T00:00:00Z',
      'hour',
    ],
    [
      'today',
      'UTC',
      '2026-03-15T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-03-14T00:00:00Z 2026-03-14T14:30:00Z',
      'hour',
    ],
    [
      'week',
      'UTC',
      '2026-03-09T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-03-02T00:00:00Z 2026-03-08T14:30:00Z',
      'day',
    ],
    [
      'month',
      'UTC',
      '2026-03-01T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-02-01T00:00:00Z 2026-02-15T14:30:00Z',
      'day',
    ],
    [
      'year',
      'UTC',
      '2026-01-01T00:00:00Z 2026-03-16T00:00:00Z',
      '2025-01-01T00:00:00Z 2025-03-15T14:30:00Z',
      'day',
    ],
    [
      'quarter',
      'UTC',
      '2026-01-01T00:00:00Z 2026-03-16T00:00:00Z',
      '2025-10-01T00:00:00Z 2025-12-15T14:30:00Z',
      'day',
    ],
    [
      'last_week',
      'UTC',
      '2026-03-02T00:00:00Z 2026-03-09T00:00:00Z',
      '2026-02-23T00:00:00Z 2026-03-02T00:00:00Z',
      'day',
    ],
    [
      'last_month',
      'America/New_York',
      '2026-02-01T05:00:00Z 2026-03-01T05:00:00Z',
      '2026-01-04T05:00:00Z 2026-02-01T05:00:00Z',
      'day',
    ],
    [
      'last_quarter',
      'UTC',
      '2025-10-01T00:00:00Z 2026-01-01T00:00:00Z',
      '2025-07-01T00:00:00Z 2025-10-01T00:00:00Z',
      'day',
    ],
    [
      'last_year',
      'UTC',
      '2025-01-01T00:00:00Z 2026-01-01T00:00:00Z',
      '2024-01-02T00:00:00Z 2025-01-01T00:00:00Z',
      'week',
    ],
    ['all', 'UTC', '2025-01-02T00:00:00Z 2026-03-16T00:00:00Z', null, 'month'],
    // 8 March has 23 hours: 7 local days are 167 hours, and the seven before them 168.
    [
      '7days',
      'America/New_York',
      '2026-03-09T04:00:00Z 2026-03-16T04:00:00Z',
      '2026-03-02T05:00:00Z 2026-03-09T04:00:00Z',
      'day',
    ],
    [
      '8days',
      'America/New_York',
      '2026-03-08T05:00:00Z 2026-03-16T04:00:00Z',
      '2026-02-28T05:00:00Z 2026-03-08T05:00:00Z',
      'day',
    ],
    [
      'week',
      'America/New_York',
      '2026-03-09T04:00:00Z 2026-03-16T04:00:00Z',
      '2026-03-02T05:00:00Z 2026-03-08T14:30:00Z',
      'day',
    ],
    [
      'month',
      'America/New_York',
      '2026-03-01T05:00:00Z 2026-03-16T04:00:00Z',
      '2026-02-01T05:00:00Z 2026-02-15T15:30:00Z',
      'day',
    ],
    [
      'today',
      'Asia/Kathmandu',
      '2026-03-14T18:15:00Z 2026-03-15T18:15:00Z',
      '2026-03-13T18:15:00Z 2026-03-14T14:30:00Z',
      'hour',
    ],
    [
      '365days',
      'Asia/Kathmandu',
      '2025-03-15T18:15:00Z 2026-03-15T18:15:00Z',
      '2024-03-15T18:15:00Z 2025-03-15T18:15:00Z',
      'week',
    ],
  ])('%s in %s', (period, zone, range, before, interval) => {
    expect(resolve({ period }, now, zone, '2025-01-02T13:00:00Z')).toMatchObject({ range, before, interval });
  });

  it('is of the given zone by default', () => {
    expect(resolve({ period: '30days' }, now, 'Asia/Kathmandu').range).toBe(
      '2026-02-13T18:15:00Z 2026-03-15T18:15:00Z',
    );
    expect(resolve({ period: '30days', timezone: 'UTC' }, now, 'Asia/Kathmandu').timezone).toBe('UTC');
  });

  it('cuts 31 March back to the last of February', () => {
    expect(resolve({ period: 'month' }, '2026-03-31T10:00:00Z', 'UTC').before).toBe(
      '2026-02-01T00:00:00Z 2026-02-28T10:00:00Z',
    );
  });

  it('compares with the same part of the year before', () => {
    const compare = 'previous_year';
    expect(resolve({ period: 'month', compare }, now, 'UTC').before).toBe(
      '2025-03-01T00:00:00Z 2025-03-15T14:30:00Z',
    );
    expect(resolve({ period: '7days', compare }, now, 'America/New_York').before).toBe(
      '2025-03-09T05:00:00Z 2025-03-16T04:00:00Z',
    );
    expect(resolve({ period: '30days', compare: 'none' }, now, 'UTC')).toMatchObject({
      before: null,
      comparisonBuckets: [],
    });
  });

  it('takes all as today where nothing has happened', () => {
    expect(resolve({ period: 'all' }, now, 'UTC').range).toBe('2026-03-15T00:00:00Z 2026-03-16T00:00:00Z');
  });
});

describe('dates', () => {
  const now = '2026-03-15T14:30:00Z';
  it.each([
    [
      '2026-03-01',
      '2026-03-02',
      'UTC',
      '2026-03-01T00:00:00Z 2026-03-03T00:00:00Z',
      '2026-02-27T00:00:00Z 2026-03-01T00:00:00Z',
    ],
    [
      '2026-03-08',
      '2026-03-08',
      'America/New_York',
      '2026-03-08T05:00:00Z 2026-03-09T04:00:00Z',
      '2026-03-07T05:00:00Z 2026-03-08T05:00:00Z',
    ],
    [
      '2026-11-01',
      '2026-11-01',
      'America/New_York',
      '2026-11-01T04:00:00Z 2026-11-02T05:00:00Z',
      '2026-10-31T04:00:00Z 2026-11-01T04:00:00Z',
    ],
    // Lord Howe's clock moves by half an hour.
    [
      '2026-04-05',
      '2026-04-05',
      'Australia/Lord_Howe',
      '2026-04-04T13:00:00Z 2026-04-05T13:30:00Z',
      '2026-04-03T13:00:00Z 2026-04-04T13:00:00Z',
    ],
    [
      '2026-03-01T10:00',
      '2026-03-03T12:30',
      'Asia/Kathmandu',
      '2026-03-01T04:15:00Z 2026-03-03T06:45:00Z',
      '2026-02-27T01:45:00Z 2026-03-01T04:15:00Z',
    ],
    ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00+02:00', 'UTC', null, null],
    [
      '2026-03-01',
      undefined,
      'UTC',
      '2026-03-01T00:00:00Z 2026-03-16T00:00:00Z',
      '2026-02-14T00:00:00Z 2026-03-01T00:00:00Z',
    ],
    // Cairo's midnight of 24 April 2026 is skipped: the day begins at one.
    [
      '2026-04-24',
      '2026-04-24',
      'Africa/Cairo',
      '2026-04-23T22:00:00Z 2026-04-24T21:00:00Z',
      '2026-04-22T22:00:00Z 2026-04-23T22:00:00Z',
    ],
  ])('%s to %s in %s', (startDate, endDate, timezone, range, before) => {
    if (range === null)
      return expect(() => resolve({ startDate, endDate, timezone }, now, 'UTC')).toThrow(BadRequest);
    expect(resolve({ startDate, endDate, timezone }, now, 'UTC')).toMatchObject({ range, before });
  });
});

describe('buckets', () => {
  it('fit every range where none is asked for', () => {
    const interval = (query: Partial<RangeQuery>) => {
      const { interval, buckets } = resolve(query, '2026-12-31T12:00:00Z', 'Europe/Berlin');
      return [interval, buckets.length];
    };
    expect(interval({ startDate: '2022-12-31', endDate: '2026-12-31' })).toEqual(['month', 49]);
    expect(interval({ startDate: '1900-01-01', endDate: '2099-12-31' })).toEqual(['month', 2_400]);
    expect(interval({ startDate: '2000-01-01', endDate: '2026-12-31', interval: 'day' })).toEqual([
      'day',
      9_862,
    ]);
    expect(interval({ period: '9999h', interval: 'hour' })).toEqual(['hour', 9_999]);
  });

  const count = (query: Partial<RangeQuery>, zone: string) =>
    resolve(query, '2026-12-31T12:00:00Z', zone).buckets;
  const hours = (date: string, zone: string) =>
    count({ startDate: date, endDate: date, interval: 'hour', compare: 'none' }, zone).map(
      (b) => (b.end - b.start) / 60_000,
    );

  it('has 23 or 25 hours where the clock is moved', () => {
    expect(hours('2026-03-08', 'America/New_York')).toEqual(Array(23).fill(60));
    expect(hours('2026-11-01', 'America/New_York')).toEqual(Array(25).fill(60));
  });

  it('cuts an hour where the clock is moved by half of one', () => {
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toEqual([60, 60, 30, ...Array(22).fill(60)]);
    expect(hours('2026-10-04', 'Australia/Lord_Howe')).toEqual([60, 60, 30, ...Array(21).fill(60)]);
  });

  it('begins hours on the local clock', () => {
    expect(
      iso(
        count(
          { startDate: '2026-03-01T10:20', endDate: '2026-03-01T13:00', interval: 'hour', compare: 'none' },
          'Asia/Kathmandu',
        )[1]!.start,
      ),
    ).toBe('2026-03-01T05:15:00Z');
  });

  it.each([
    [
      'day',
      ['2026-03-07', '2026-03-09'],
      'America/New_York',
      ['2026-03-07T05:00:00Z', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ],
    [
      'week',
      ['2026-03-04', '2026-03-16'],
      'UTC',
      ['2026-03-04T00:00:00Z', '2026-03-09T00:00:00Z', '2026-03-16T00:00:00Z'],
    ],
    [
      'month',
      ['2026-01-31', '2026-03-01'],
      'UTC',
      ['2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    ],
  ] as const)('cuts at each %s', (interval, [startDate, endDate], zone, starts) => {
    const buckets = count({ startDate, endDate, interval, compare: 'none' }, zone);
    expect(buckets.map((b) => iso(b.start))).toEqual(starts);
    for (const [i, b] of buckets.entries()) expect(b.end).toBe(buckets[i + 1]?.start ?? b.end);
  });

  it('gives the comparison the same positions', () => {
    const range = resolve({ period: 'month' }, '2026-03-15T14:30:00Z', 'UTC');
    expect(range.buckets).toHaveLength(15);
    expect(range.comparisonBuckets).toHaveLength(15);
    expect(iso(range.comparisonBuckets[14]!.end)).toBe('2026-02-15T14:30:00Z');
  });
});
