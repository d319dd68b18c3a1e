import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, random, testDatabase } from '../../test/support/index.ts';

// A name that calendars know and PostgreSQL's time zone data does not, for a zone that goes by another there.
const UNKNOWN = 'US/Pacific-New';
const KNOWN = 'America/Los_Angeles';
// The clocks went ahead on 8 March.
const NOW = Date.parse('2026-03-20T12:00:00.000Z');

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
}
/** Every address that takes a time zone, with the names of what else it takes, and what it must be given. */
const zoned = Object.entries<{ get?: { parameters?: Parameter[] } }>(document.paths)
  .map(([path, { get }]): [path: string, takes: string[], needs: string] => {
    const parameters = get?.parameters ?? [];
    const needed = parameters.filter((each) => each.in === 'query' && each.required);
    return [
      path,
      parameters.map(({ name }) => name),
      needed.map(({ name, example }) => `&${name}=${encodeURIComponent(String(example))}`).join(''),
    ];
  })
  .filter(([, takes]) => takes.includes('timezone'));

const MORE = [
  'anonymize=true',
  'format=csv',
  'format=csv&anonymize=true',
  'groupBy=day',
  'groupBy=day&anonymize=true',
  'theme=JOI',
  'interval=hour',
  'period=all',
];

describe.each([['UTC'], [UNKNOWN]])('days kept in %s', (timezone) => {
  let s: TestServer;
  let admin: string;
  beforeAll(async () => {
    s = await testServer({ now: () => NOW }, await testDatabase({ now: () => NOW, timezone }));
    admin = await s.key('admin');
    const r = random(3);
    const inputs = Array.from({ length: 80 }, (_, i) => {
      const createdAt = NOW - i * 6.5 * 3_600_000;
      const [action, details] =
        i % 2 ? ['smart_caption_generated', { theme: 'JOI' }] : ['session_created', {}];
      return anActivity({ userId: `user-${i % 7}`, action, details, createdAt, eventId: r.uuid(createdAt) });
    });
    expect((await s.t.ingest.writeHistory(inputs, 'test'))[0]).toMatchObject({ outcome: 'committed' });
  });
  afterAll(() => s.close());

  it('stands on a server that does not know the zone', async () => {
    await expect(s.t.db.pool.query('select now() at time zone $1', [UNKNOWN])).rejects.toThrow(
      'not recognized',
    );
    expect(zoned.length).toBeGreaterThan(8);
  });

  it.each(zoned)('%s answers as in the zone’s other name', async (path, takes, needs) => {
    const address = path.replace('{userId}', 'user-1');
    const asked = async (zone: string, more: string) => {
      const { status, json, text } = await s.ask(
        `${address}?timezone=${encodeURIComponent(zone)}${needs}${more && `&${more}`}`,
        { as: admin },
      );
      const { meta: _, ...body } = json ?? { text };
      // The log lists these very requests.
      if (path === '/api/admin/audit') return { status, body: null };
      return { status, body };
    };
    expect((await asked(UNKNOWN, '')).status).toBe(200);
    for (const more of ['', ...MORE.filter((each) => takes.includes(each.split('=')[0]!))]) {
      const [ours, other] = [await asked(UNKNOWN, more), await asked(KNOWN, more)];
      expect({ more, ...ours }).toEqual({ more, ...other });
      expect(ours.status, `${more}: ${JSON.stringify(ours.body)}`).toBeLessThan(500);
    }
  });

  it.each(['IST', 'ACT', 'pst', 'EST7', 'Mars/Olympus', '+05:30'])('refuses %s by name', async (zone) => {
    const { status, json } = await s.ask(`/api/admin/analytics?timezone=${encodeURIComponent(zone)}`, {
      as: admin,
    });
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('IANA time zone')]);
  });
});
