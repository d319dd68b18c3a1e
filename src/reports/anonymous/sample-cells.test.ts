import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/http.ts';
import { testDatabase } from '../../../test/support/index.ts';
import { fillSample } from '../../sample/index.ts';
import { detailOf, featureOf, type LogRow, ofLines, type Raw, readRaw } from '../testing/recount.ts';

/** `npm start` shows 180 days of it. */
const DAYS = Number(process.env.SAMPLE_DAYS ?? 30);
const NOW = Date.parse('2026-03-20T23:59:59Z');

let s: TestServer;
let admin: string;
let raw: Raw;

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  await fillSample({ db: t.db, ingest: t.ingest, now: NOW, days: DAYS });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  raw = await readRaw(t.db);
}, 600_000);
afterAll(() => s?.close());

function part(row: LogRow, name: string): string | undefined {
  if (name === 'day') return new Date(row.at).toISOString().slice(0, 10);
  if (name === 'feature') return featureOf(row);
  return name === 'action' ? row.action : detailOf(row, 'theme');
}

it.each(
  [...new Set([7, 30, DAYS])].flatMap((days) =>
    ['feature,day', 'theme,day', 'action,day', 'action'].map((by) => [days, by] as const),
  ),
)(
  'shows most groups of five people or more: %d days by %s',
  async (days, by) => {
    const path = `/api/admin/usage-analytics?period=${days}days&groupBy=${by}&anonymize=true`;
    const { json } = await s.ask(path, { as: admin });
    const people = new Map<string, Set<string>>();
    const range = {
      start: Date.parse(json.meta.start),
      end: Date.parse(json.meta.end),
      excludeInternal: true,
    };
    for (const row of ofLines(raw, range)) {
      const parts = by.split(',').map((name) => part(row, name));
      if (parts.includes(undefined)) continue;
      const key = parts.join();
      people.set(key, (people.get(key) ?? new Set()).add(row.userId));
    }
    const big = [...people.values()].filter((users) => users.size >= 5).length;
    const shown = json.totalGroups / big;
    console.log(
      `${days} days by ${by}: ${people.size} groups, ${big} of five or more, ${json.totalGroups} shown`,
    );
    expect(shown).toBeGreaterThanOrEqual(0.6);
    expect(shown).toBeLessThanOrEqual(1);
  },
  120_000,
);
