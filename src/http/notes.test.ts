import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';

let s: TestServer;
let admin: string;
const ZONE = 'Europe/Berlin';
const NOW = Date.UTC(2026, 2, 20, 12);
const PATH = '/api/admin/annotations';
const STAMP = new Date(NOW).toISOString();

beforeAll(async () => {
  s = await testServer({ now: () => NOW }, await testDatabase({ timezone: ZONE }));
  admin = await s.signIn('root@example.com', 'admin');
});
afterAll(() => s.close());

const add = (body: unknown, as = admin) => s.post(PATH, body, { as });
const textsOf = async (query: string, as = admin): Promise<string[]> =>
  (await s.ask(`${PATH}?${query}`, { as })).json.notes.map(({ text }: { text: string }) => text);
const one = (id: string, method: string, body?: unknown) =>
  s.ask(`${PATH}/${id}`, { method, body, as: admin });

describe('a note', () => {
  it('is on a day of the configured zone', async () => {
    const { status, json } = await add({ day: '2026-03-15', text: '  Pricing changed ' });
    expect([status, json]).toEqual([
      201,
      {
        note: {
          id: expect.any(String),
          day: '2026-03-15',
          at: '2026-03-14T23:00:00.000Z',
          version: null,
          text: 'Pricing changed',
          author: 'root@example.com',
          createdAt: STAMP,
          updatedAt: STAMP,
        },
      },
    ]);
  });

  it('or at an instant, written by a key too', async () => {
    const { json } = await add({ at: '2026-03-16T10:00:00+01:00', text: 'Outage' }, await s.key('admin'));
    expect(json.note).toMatchObject({
      day: null,
      at: '2026-03-16T09:00:00.000Z',
      author: 'API key test admin',
    });
  });

  it('belongs to the ranges that hold any moment of it', async () => {
    await add({ day: '2026-03-25', text: 'Planned release' });
    const found = [
      await textsOf('period=7days'),
      await textsOf('startDate=2026-03-15&endDate=2026-03-15'),
      // The last hour of 15 March in Berlin is the 15th's 22:00 in UTC.
      await textsOf('startDate=2026-03-15T22:30:00Z&endDate=2026-03-15T22:45:00Z'),
      await textsOf('startDate=2026-03-15T23:00:00Z&endDate=2026-03-16T09:00:00Z'),
      await textsOf('startDate=2026-03-16&endDate=2026-03-16&timezone=UTC'),
      await textsOf('period=all'),
    ];
    expect(found).toEqual([
      ['Pricing changed', 'Outage'],
      ['Pricing changed'],
      ['Pricing changed'],
      [],
      ['Outage'],
      ['Pricing changed', 'Outage', 'Planned release'],
    ]);
  });

  it('is changed and removed', async () => {
    const { id } = (await add({ day: '2026-01-02', text: 'Draft' })).json.note;
    const moved = (await one(id, 'PATCH', { at: '2026-01-03T08:00:00Z', text: 'Release' })).json.note;
    expect(moved).toMatchObject({ id, day: null, at: '2026-01-03T08:00:00.000Z', text: 'Release' });
    expect((await one(id, 'PATCH', { day: '2026-01-04' })).json.note).toMatchObject({
      day: '2026-01-04',
      text: 'Release',
    });
    expect((await one(id, 'DELETE')).status).toBe(204);
    expect((await one(id, 'DELETE')).status).toBe(404);
    expect((await one(id, 'PATCH', { text: 'x' })).json.detail).toBe('There is no note of this id.');
  });

  const EITHER = 'takes a date, or leave it out and give at: a note is on a day or at an instant, not both';
  it.each([
    [{ text: 'x' }, { day: EITHER }],
    [{ text: 'x', day: '2026-03-15', at: '2026-03-15T10:00:00Z' }, { day: EITHER }],
    [{ text: 'x', day: '2026-02-30' }, { day: 'takes a date from 1970 to 2199, such as 2026-03-15' }],
    [{ text: ' ', day: '2026-03-15' }, { text: 'takes a text of 1 to 500 characters' }],
    [{ text: 'x'.repeat(501), day: '2026-03-15' }, { text: 'takes a text of 1 to 500 characters' }],
    [
      { text: 'x', at: '2026-03-15T10:00:00' },
      { at: 'takes an instant with its offset from 1970 to 2199, such as 2026-03-15T14:30:00Z' },
    ],
  ])('takes only what it names: %j', async (body, fields) => {
    const { status, json } = await add(body);
    expect([status, json.fields]).toEqual([400, fields]);
  });

  it('is changed by at least something', async () => {
    const { id } = (await add({ day: '2025-01-02', text: 'Draft' })).json.note;
    expect((await one(id, 'PATCH', {})).json.fields).toEqual({
      body: 'takes at least one of text, day, at',
    });
  });
});

it('is written and read by administrators alone, and audited: it may name users; a viewer is told when', async () => {
  const viewer = await s.signIn('vera@example.com', 'viewer');
  const told = (await s.ask(`${PATH}?period=7days`, { as: viewer })).json.notes;
  const whole = (await s.ask(`${PATH}?period=7days`, { as: admin })).json.notes;
  expect(whole.map(({ text }: { text: string }) => text)).toEqual(['Pricing changed', 'Outage']);
  expect(told).toEqual(whole.map((note: object) => ({ ...note, text: null, author: null })));
  expect((await add({ day: '2026-03-15', text: 'x' }, viewer)).status).toBe(403);
  await s.audit(true);
  expect(await textsOf('period=7days')).toEqual(['Pricing changed', 'Outage']);
  expect(await s.audit()).toMatchObject([
    { phase: 'intent', endpoint: 'notes' },
    { phase: 'completion', endpoint: 'notes', status: 200, rows: 2 },
  ]);
});

it('outlives its author, whose name goes', async () => {
  const ann = await s.signIn('ann@example.com', 'admin');
  const { note } = (await add({ day: '2026-03-18', text: 'Campaign' }, ann)).json;
  const { id } = (await s.analytics.auth.operators.byEmail('ann@example.com'))!;
  expect((await s.ask(`/api/admin/operators/${id}`, { method: 'DELETE', as: admin })).status).toBe(204);
  const { notes } = (await s.ask(`${PATH}?startDate=2026-03-18&endDate=2026-03-18`, { as: admin })).json;
  expect(notes).toEqual([{ ...note, author: null, beforeAfter: null }]);
});

it('no longer names a user who was erased', async () => {
  await s.analytics.ingest.track(anActivity({ userId: 'user-77' }));
  await add({ day: '2026-02-01', text: 'Import of User-77, not of user-777' });
  const erased = await s.post('/api/admin/users/user-77/erase', { confirm: 'user-77' }, { as: admin });
  expect(erased.json.redacted.annotations).toBe(1);
  expect(await textsOf('startDate=2026-02-01&endDate=2026-02-01')).toEqual([
    expect.stringMatching(/^Import of \(erased \w{8}\), not of user-777$/),
  ]);
});

it('is written into the audit log without its text', async () => {
  await s.audit(true);
  const { id } = (await add({ day: '2026-03-19', text: 'A secret plan' })).json.note;
  await one(id, 'PATCH', { text: 'Another' });
  const rows = await s.audit();
  const told = rows.filter(({ phase }) => phase === 'completion');
  expect(told.map(({ endpoint, target, parameters }) => ({ endpoint, target, parameters }))).toEqual([
    { endpoint: 'addNote', target: null, parameters: { day: '2026-03-19' } },
    { endpoint: 'changeNote', target: id, parameters: { text: true } },
  ]);
  expect(JSON.stringify(rows)).not.toContain('secret');
});

it('stays in the sample while that is shown', async () => {
  const other = await testServer({ now: () => NOW });
  const view = { ...other.analytics.view, sample: true };
  const shown = await testServer(
    {
      now: () => NOW,
      sample: { view: () => view, leave: async () => {}, left: () => false, back: async () => {} },
    },
    await testDatabase(),
  );
  const as = await shown.signIn('root@example.com', 'admin');
  await shown.post(PATH, { day: '2026-03-15', text: 'Tried out' }, { as });
  const { json } = await shown.ask(`${PATH}?period=7days`, { as });
  expect(json.notes).toMatchObject([{ text: 'Tried out', author: 'root@example.com' }]);
  expect(json.meta.sample).toBe(true);
  const count = async ({ t }: TestServer) =>
    (await t.db.pool.query(`select count(*) as n from ${t.db.s}.annotations`)).rows[0].n;
  expect([await count(shown), await count(other)]).toEqual([0, 1]);
  await shown.close();
  await other.close();
});
