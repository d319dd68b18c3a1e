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
    // Cut, never rounded, and not by binary fractions: 1587369610.123 × 1000 is 1587369610122.9998.
    ['unix', undefined, '1587369610.123', '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, 1587369610.123, '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, '1587369610.123999', '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, '1587369610.9999999', '2020-04-20T08:00:10.999Z'],
    ['unix', undefined, '0', '1970-01-01T00:00:00.000Z'],
    ['unix', undefined, '1587369610123', '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, '1587369610123999', '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, 1587369610123999, '2020-04-20T08:00:10.123Z'],
    ['unix', undefined, '1587369610123999999', '2020-04-20T08:00:10.123Z'],
    ['unix_s', undefined, '5', '1970-01-01T00:00:05.000Z'],
    ['unix_ms', undefined, '5', '1970-01-01T00:00:00.005Z'],
    ['unix_us', undefined, '5999', '1970-01-01T00:00:00.005Z'],
    ['unix_ns', undefined, '5999999', '1970-01-01T00:00:00.005Z'],
    // With a zone the number is that zone's wall clock, counted as if it were UTC: 08:00 in New York is 12:00 UTC.
    ['unix', 'America/New_York', '1587369610', '2020-04-20T12:00:10.000Z'],
    ['unix', 'America/New_York', 1587369610123, '2020-04-20T12:00:10.123Z'],
    ['unix', 'America/New_York', '1710037800', '2024-03-10T07:30:00.000Z'],
    ['iso', undefined, '2024-03-15 14:30:00 UTC', '2024-03-15T14:30:00.000Z'],
    ['iso', undefined, '2024-03-15 14:30:00.123456 UTC', '2024-03-15T14:30:00.123Z'],
    ['iso', undefined, '2024-03-15T14:30:00.9999999Z', '2024-03-15T14:30:00.999Z'],
    ['iso', undefined, '2024-03-15 14:30:00,5 GMT', '2024-03-15T14:30:00.500Z'],
    ['iso', undefined, '2024-03-15 14:30:00+02', '2024-03-15T12:30:00.000Z'],
    ['iso', undefined, '2024-03-15 14:30 +0200', '2024-03-15T12:30:00.000Z'],
    ['iso', undefined, '2024-03-15T14:30:00 GMT+2', '2024-03-15T12:30:00.000Z'],
    ['iso', undefined, '2024-03-15T14:30:00UTC-03:30', '2024-03-15T18:00:00.000Z'],
    ['iso', undefined, '2024-03-15T14:30:00+01:00[Europe/Paris]', '2024-03-15T13:30:00.000Z'],
    ['iso', undefined, '2024/03/15 14:30:00 utc', '2024-03-15T14:30:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss(.SSS)( Z)', 'Europe/Berlin', '2024-03-15 14:30:00', '2024-03-15T13:30:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss(.SSS)( Z)', 'Europe/Berlin', '2024-03-15 14:30:00.25', '2024-03-15T13:30:00.250Z'],
    ['YYYY-MM-DD HH:mm:ss(.SSS)( Z)', 'Europe/Berlin', '2024-03-15 14:30:00 UTC', '2024-03-15T14:30:00.000Z'],
    [
      'YYYY-MM-DD HH:mm:ss(.SSS)( Z)',
      undefined,
      '2024-03-15 14:30:00.123456 +0200',
      '2024-03-15T12:30:00.123Z',
    ],
    ['DD/MM/YYYY HH:mm', 'UTC', '05/03/2024 23:59', '2024-03-05T23:59:00.000Z'],
    ['DD.MM.YY( HH:mm)', 'UTC', '05.03.24', '2024-03-05T00:00:00.000Z'],
    ['D MMMM YYYY', 'UTC', '5 September 2024', '2024-09-05T00:00:00.000Z'],
    ['ddd, DD MMM YYYY HH:mm:ss Z', undefined, 'Tue, 05 Mar 2024 10:00:00 GMT', '2024-03-05T10:00:00.000Z'],
    [
      'ddd MMM DD YYYY HH:mm:ss Z',
      undefined,
      'Tue Mar 05 2024 10:00:00 GMT+0100',
      '2024-03-05T09:00:00.000Z',
    ],
    // The hour that happens twice: an offset tells the second from the first.
    ['YYYY-MM-DD HH:mm:ss( Z)', 'America/New_York', '2024-11-03 01:30:00 -0500', '2024-11-03T06:30:00.000Z'],
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
    ['iso', '1969-12-31T23:59:59Z', 'the time "1969-12-31T23:59:59Z" doesn\'t lie between 1970 and 9999'],
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
    ['iso', 15, "the time 15 isn't ISO 8601, such as 2026-03-15T14:30:00Z"],
    [
      'unix',
      'soon',
      'the time "soon" is no number of seconds, milliseconds, microseconds or nanoseconds since 1970',
    ],
    ['unix_s', '1e9', 'the time "1e9" is no number of seconds since 1970'],
    ['unix_s', -5, 'the time -5 is no number of seconds since 1970'],
    ['unix_ms', '99999999999999999', 'the time "99999999999999999" doesn\'t lie between 1970 and 9999'],
    [
      'iso',
      '1587369610',
      'the time "1587369610" isn\'t ISO 8601, such as 2026-03-15T14:30:00Z; set "time" in the mapping to unix',
    ],
    ['DD/MM/YYYY', '03/15/2024', 'the time "03/15/2024" is no date of the calendar between 1970 and 9999'],
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
