import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { dayOf } from './days.ts';
import { localTimeSql } from './zone-sql.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Calcutta',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];
const FROM = Date.UTC(1995, 0, 1);
const TO = Date.UTC(2040, 0, 1);

it.each(ZONES)('tells the same day as the calendar in %s', async (zone) => {
  const any = fc.sample(fc.integer({ min: FROM, max: TO }), { numRuns: 500, seed: 7 });
  // The days on which Samoa skipped one, and hours around a change of clocks.
  const edges = [
    Date.UTC(2011, 11, 30, 9, 59),
    Date.UTC(2011, 11, 30, 10),
    Date.UTC(2026, 2, 8, 4, 59),
    Date.UTC(2026, 10, 1, 3, 59),
  ];
  const instants = [...any, ...edges, ...edges.map((at) => at + 60_000)];
  const values: unknown[] = [instants.map((at) => new Date(at).toISOString())];
  const local = localTimeSql('at', zone, (value, type) => `$${values.push(value)}::${type}`);
  const { rows } = await t.db.pool.query<{ day: string }>(
    `select to_char(${local}, 'YYYY-MM-DD') as day from unnest($1::timestamptz[]) with ordinality as i(at, n) order by n`,
    values,
  );
  expect(rows.map(({ day }) => day)).toEqual(instants.map((at) => dayOf(at, zone)));
});
