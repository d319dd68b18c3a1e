import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { local } from './local-time.ts';
import { LISTED, type RangeQuery, resolveRange } from './period.ts';

const iso = (ms: number) => new Date(ms).toISOString().replace(/:00\.000Z$/, 'Z');
// A Friday.
const NOW = '2026-03-20T12:00Z';

function compared(query: Partial<RangeQuery>, zone = 'UTC', now = NOW) {
  const { comparison } = resolveRange(
    { ...LISTED, compare: 'previous_period', ...query },
    { now: Date.parse(now), zone },
  );
  return comparison && `${iso(comparison.start)} ${iso(comparison.end)}`;
}

describe('a comparison that begins where one says', () => {
  const from = (compareStartDate: string, query: Partial<RangeQuery>, zone?: string) =>
    compared({ ...query, compare: 'custom', compareStartDate }, zone);
  const days = { startDate: '2026-03-09', endDate: '2026-03-15' };

  it.each([
    ['2026-03-01', days, '2026-03-01T00:00Z 2026-03-08T00:00Z'],
    // It may reach into the range.
    ['2026-03-05', days, '2026-03-05T00:00Z 2026-03-12T00:00Z'],
    ['2020-02-26', days, '2020-02-26T00:00Z 2020-03-04T00:00Z'],
    ['2026-02-27T06:00Z', days, '2026-02-27T06:00Z 2026-03-06T06:00Z'],
    ['2026-01-01', { period: '30days' }, '2026-01-01T00:00Z 2026-01-31T00:00Z'],
    // Under way: up to the same local time. Hours roll.
    ['2026-02-02', { period: 'week' }, '2026-02-02T00:00Z 2026-02-06T12:00Z'],
    ['2026-03-01', { period: '24h' }, '2026-03-01T00:00Z 2026-03-02T00:00Z'],
    // Nothing is before all time, wherever it would begin.
    ['2020-01-01', { period: 'all' }, null],
    ['2026-03-20', { period: 'all' }, null],
  ])('%s beside %j', (start, query, expected) => expect(from(start, query)).toBe(expected));

  it('is of as many local days, whatever their hours', () => {
    // On 8 March the clock went from 2:00 to 3:00.
    const after = { startDate: '2026-03-09', endDate: '2026-03-14' };
    expect(from('2026-03-02', after, 'America/New_York')).toBe('2026-03-02T05:00Z 2026-03-08T05:00Z');
    expect(from('2026-03-03', after, 'America/New_York')).toBe('2026-03-03T05:00Z 2026-03-09T04:00Z');
  });

  it.each([
    [{ compare: 'custom' }, 'compareStartDate'],
    [{ compareStartDate: '2026-03-01' }, 'compareStartDate'],
    [{ compare: 'none', compareStartDate: '2026-03-01' }, 'compareStartDate'],
    [{ compare: 'custom', compareStartDate: '2026-03-09' }, 'compareStartDate'],
    [{ compare: 'custom', compareStartDate: '2026-02-30' }, 'compareStartDate'],
    [{ compare: 'custom', compareStartDate: '2026-03-01', align: 'weekday' }, 'align'],
  ] as const)('is refused: %j', (query, field) => {
    const refused = expect.objectContaining({ fields: { [field]: expect.any(String) } });
    expect(() => compared({ ...days, ...query })).toThrow(refused);
  });
});

describe('a comparison on the same weekday', () => {
  it.each([
    // From a Thursday on; what it is compared with otherwise begins on a Tuesday.
    ['30days', '2026-01-15T00:00Z 2026-02-14T00:00Z', '2025-02-20T00:00Z 2025-03-22T00:00Z'],
    ['7days', '2026-03-07T00:00Z 2026-03-14T00:00Z', '2025-03-15T00:00Z 2025-03-22T00:00Z'],
    ['8days', '2026-02-27T00:00Z 2026-03-07T00:00Z', '2025-03-14T00:00Z 2025-03-22T00:00Z'],
    ['1d', '2026-03-13T00:00Z 2026-03-14T00:00Z', '2025-03-21T00:00Z 2025-03-22T00:00Z'],
    ['24h', '2026-03-12T12:00Z 2026-03-13T12:00Z', '2025-03-20T12:00Z 2025-03-21T12:00Z'],
    ['168h', '2026-03-06T12:00Z 2026-03-13T12:00Z', '2025-03-14T12:00Z 2025-03-21T12:00Z'],
    ['yesterday', '2026-03-12T00:00Z 2026-03-13T00:00Z', '2025-03-20T00:00Z 2025-03-21T00:00Z'],
    // Under way: up to the same local time.
    ['today', '2026-03-13T00:00Z 2026-03-13T12:00Z', '2025-03-21T00:00Z 2025-03-21T12:00Z'],
    ['week', '2026-03-09T00:00Z 2026-03-13T12:00Z', '2025-03-17T00:00Z 2025-03-21T12:00Z'],
    ['month', '2026-02-08T00:00Z 2026-02-27T12:00Z', '2025-03-02T00:00Z 2025-03-21T12:00Z'],
    ['year', '2025-10-09T00:00Z 2025-12-26T12:00Z', '2025-01-02T00:00Z 2025-03-21T12:00Z'],
    ['all', null, null],
  ])('of %s', (period, before, yearBefore) => {
    const align = 'weekday' as const;
    expect(compared({ period, align })).toBe(before);
    expect(compared({ period, align, compare: 'previous_year' })).toBe(yearBefore);
    expect(compared({ period, align, compare: 'none' })).toBeNull();
  });

  it('keeps local days where the clocks are moved', () => {
    const week = { startDate: '2026-03-09', endDate: '2026-03-15', align: 'weekday' } as const;
    expect(compared(week, 'America/New_York')).toBe('2026-03-02T05:00Z 2026-03-09T04:00Z');
    // Hours roll, and are as many: the night of 8 March had one less.
    expect(compared({ period: '24h', align: 'weekday' }, 'America/New_York', '2026-03-15T20:00Z')).toBe(
      '2026-03-07T21:00Z 2026-03-08T21:00Z',
    );
  });

  it('is of the same length, at the same local time, and before, as near as whole weeks allow', () => {
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });
    const asked = fc.oneof(
      fc.record({
        period: fc.oneof(
          fc.constantFrom(
            'today',
            'yesterday',
            'week',
            'month',
            'quarter',
            'year',
            'last_week',
            'last_month',
            'last_quarter',
            'last_year',
            '24h',
            '168h',
            '400h',
          ),
          fc.integer({ min: 1, max: 400 }).map((n) => `${n}days`),
        ),
      }),
      fc.tuple(instant, fc.integer({ min: 1, max: 60 * 86_400_000 })).map(([start, length]) => ({
        startDate: new Date(start).toISOString(),
        endDate: new Date(start + length).toISOString(),
      })),
    );
    const zones = fc.constantFrom(
      ...['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia'],
    );
    fc.assert(
      fc.property(asked, zones, instant, (query, zone, now) => {
        const range = resolveRange(
          { ...LISTED, ...query, compare: 'previous_period', align: 'weekday' },
          { now, zone },
        );
        const { start, end } = range.comparison!;
        expect(end).toBeLessThanOrEqual(range.start);
        expect(end).toBeGreaterThan(start);
        const [ours, theirs] = [local(range.start, zone), local(start, zone)];
        expect(theirs.dayOfWeek).toBe(ours.dayOfWeek);
        // A time that is skipped on that day stands an hour later.
        const wanted = ours
          .toPlainDateTime()
          .subtract({ days: theirs.toPlainDate().until(ours.toPlainDate()).days });
        expect(wanted.toZonedDateTime(zone).epochMilliseconds).toBe(start);
        const unit =
          'period' in query && ['today', 'week', 'month', 'quarter', 'year'].includes(query.period);
        const length = (unit ? now : range.end) - range.start;
        // Clocks are moved by two hours at most between the two.
        expect(Math.abs(end - start - length)).toBeLessThanOrEqual(2 * 3_600_000 + 1);
        const weeks = theirs.toPlainDate().until(ours.toPlainDate()).days / 7;
        expect(Number.isInteger(weeks)).toBe(true);
        const nearer = theirs.add({ weeks: 1 }).epochMilliseconds + length;
        if (weeks > 1) expect(nearer).toBeGreaterThan(range.start - 2 * 3_600_000 - 1);
      }),
      { numRuns: 400, seed: 11 },
    );
  });
});
