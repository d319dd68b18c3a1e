import { describe, expect, it } from 'vitest';
import { Refused } from './errors.ts';
import { compileTime } from './time.ts';

const iso = (value: unknown) => (typeof value === 'number' ? new Date(value).toISOString() : value);
const reasonOf = (value: unknown) => (value instanceof Refused ? value.message : value);

describe('compileTime', () => {
  it.each([
    ['iso', undefined, '2024-03-15T14:30:00Z', '2024-03-15T14:30:00.000Z'],
    ['iso', undefined, '2020-04-20T04:00:10-04:00', '2020-04-20T08:00:10.000Z'],
    ['iso', undefined, '2024-03-15 14:30:00.123456+0530', '2024-03-15T09:00:00.123Z'],
    ['iso', undefined, '2024-12-31T23:59:60Z', '2025-01-01T00:00:00.000Z'],
    ['iso', 'Europe/Berlin', '2024-03-15', '2024-03-14T23:00:00.000Z'],
    // An offset in the text wins over the mapping's zone.
    ['iso', 'Europe/Berlin', '2024-03-15T00:00:00Z', '2024-03-15T00:00:00.000Z'],
    ['unix', undefined, '1587369610.5', '2020-04-20T08:00:10.500Z'],
    ['unix', undefined, 1587369610, '2020-04-20T08:00:10.000Z'],
    ['unix_ms', undefined, '1587369610123', '2020-04-20T08:00:10.123Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-01-15 12:00:00', '2024-01-15T17:00:00.000Z'],
    // In the gap of spring: moved forward. In the overlap of autumn: the first of the two.
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-03-10 02:30:00', '2024-03-10T07:30:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-03-10 01:59:59', '2024-03-10T06:59:59.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-03-10 03:00:00', '2024-03-10T07:00:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-11-03 01:30:00', '2024-11-03T05:30:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/New_York', '2024-11-03 02:00:00', '2024-11-03T07:00:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'Australia/Lord_Howe', '2024-10-06 02:15:00', '2024-10-05T15:45:00.000Z'],
    ['DD/MMM/YYYY:HH:mm:ss Z', undefined, '10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36.000Z'],
    ['M/D/YYYY h:mm A', 'UTC', '3/5/2024 12:07 AM', '2024-03-05T00:07:00.000Z'],
    ['M/D/YYYY h:mm A', 'UTC', '3/5/2024 12:07 pm', '2024-03-05T12:07:00.000Z'],
    ['YYYYMMDD[T]HHmmss.SSS', 'UTC', '20240305T010203.4', '2024-03-05T01:02:03.400Z'],
  ])('%s in %s: %s', (time, zone, raw, expected) => {
    expect(iso(compileTime(time, zone)(raw))).toBe(expected);
  });

  it.each([
    [
      'iso',
      '2024-02-30T00:00:00Z',
      'the time "2024-02-30T00:00:00Z" is no date of the calendar between 1970 and 9999',
    ],
    [
      'iso',
      '2024-03-15T25:00:00Z',
      'the time "2024-03-15T25:00:00Z" is no date of the calendar between 1970 and 9999',
    ],
    ['iso', '1969-12-31T23:59:59Z', 'the time "1969-12-31T23:59:59Z" does not lie between 1970 and 9999'],
    [
      'iso',
      '2024-03-15T10:00:00+23:00',
      'the time "2024-03-15T10:00:00+23:00" is no date of the calendar between 1970 and 9999',
    ],
    [
      'iso',
      '2024-03-15T10:00:00',
      'the time "2024-03-15T10:00:00" names no offset; set "timezone" in the mapping to the zone it was written in',
    ],
    ['iso', 15, 'the time 15 is not ISO 8601, such as 2026-03-15T14:30:00Z'],
    ['unix', 'soon', 'the time "soon" is no number of seconds since 1970'],
    ['unix_ms', '99999999999999999', 'the time "99999999999999999" is no number of milliseconds since 1970'],
    ['D.M.YYYY', '1.13.2024', 'the time "1.13.2024" is no date of the calendar between 1970 and 9999'],
    [
      'M/D/YYYY h:mm A',
      '3/5/2024 13:07 AM',
      'the time "3/5/2024 13:07 AM" is no date of the calendar between 1970 and 9999',
    ],
  ])('%s refuses %s', (time, raw, message) => {
    expect(reasonOf(compileTime(time)(raw))).toBe(message);
  });
});
