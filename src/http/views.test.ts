import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

const NOW = Date.UTC(2026, 2, 20, 12);
const PATH = '/api/admin/views';
let s: TestServer;
let admin: string;
let ann: string;
let bob: string;
beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.signIn('root@example.com', 'admin');
  ann = await s.signIn('ann@example.com', 'admin');
  bob = await s.signIn('bob@example.com', 'admin');
});
afterAll(() => s.close());

const save = async (body: object, as: string) => (await s.post(PATH, body, { as })).json.view;
const one = (id: string, method: string, as: string, body?: unknown) =>
  s.ask(`${PATH}/${id}`, { method, body, as });
const namesOf = async (as: string): Promise<string[]> =>
  (await s.ask(PATH, { as })).json.views.map(({ name }: { name: string }) => name);

it('saves a view for its operator alone, or shares it with every other', async () => {
  const mine = await save({ name: ' Mornings ', path: 'usage', search: 'period=7days', pinned: true }, ann);
  expect(mine).toEqual({
    id: expect.any(String),
    name: 'Mornings',
    path: 'usage',
    search: 'period=7days',
    shared: false,
    mine: true,
    editable: true,
    pinned: true,
    owner: 'ann@example.com',
    createdAt: new Date(NOW).toISOString(),
    updatedAt: new Date(NOW).toISOString(),
  });
  const board = await save({ name: 'board', path: 'reports', search: 'by=theme', shared: true }, ann);
  expect([await namesOf(ann), await namesOf(bob), await namesOf(admin)]).toEqual([
    ['board', 'Mornings'],
    ['board'],
    ['board'],
  ]);
  expect((await s.ask(PATH, { as: bob })).json.views[0]).toEqual({
    ...board,
    mine: false,
    owner: 'ann@example.com',
  });
  expect((await s.ask(PATH, { as: await s.key('read') })).json.views[0]).toMatchObject({ editable: false });
  expect((await one(mine.id, 'PATCH', bob, { pinned: true })).status).toBe(404);
  expect((await one(mine.id, 'DELETE', admin)).status).toBe(404);
});

it('is changed by every administrator where it is shared, and pinned by everybody for themselves', async () => {
  const { id } = await save({ name: 'Pins', path: 'usage', shared: true }, ann);
  const pinned = (await one(id, 'PATCH', bob, { pinned: true })).json.view;
  expect([pinned.pinned, pinned.mine]).toEqual([true, false]);
  await one(id, 'PATCH', bob, { pinned: true });
  const { rows } = await s.t.db.pool.query(`select pinned_by from ${s.t.db.s}.saved_views where id = $1`, [
    id,
  ]);
  expect(rows[0].pinned_by).toHaveLength(1);
  expect((await one(id, 'PATCH', ann, { search: 'feature=sessions' })).json.view).toMatchObject({
    search: 'feature=sessions',
    pinned: false,
  });
  expect((await one(id, 'PATCH', admin, { name: 'Of the house' })).json.view.name).toBe('Of the house');
  expect((await one(id, 'PATCH', bob, { pinned: false })).json.view.pinned).toBe(false);
  expect((await one(id, 'DELETE', bob)).status).toBe(204);
  expect((await one(id, 'DELETE', ann)).status).toBe(404);
});

it.each([
  [{ name: '', path: 'usage' }, { name: 'takes a name of 1 to 100 characters' }],
  [{ name: 'x', path: '//evil.example' }, { path: expect.stringContaining('takes a page of the panel') }],
  [{ name: 'x', path: 'https://evil.example' }, { path: expect.anything() }],
  [{ name: 'x', path: '../api' }, { path: expect.anything() }],
  [{ name: 'x', path: 'usage?x=1' }, { path: expect.anything() }],
  [{ name: 'x', path: 'usage', search: 'a=b#c' }, { search: expect.stringContaining('question mark') }],
  [{ name: 'x', path: 'usage', search: 'a'.repeat(2_001) }, { search: expect.anything() }],
])('refuses %j', async (body, fields) => {
  const { status, json } = await s.post(PATH, body, { as: ann });
  expect([status, json.fields]).toEqual([400, fields]);
});

it('ends at 200 for one operator', async () => {
  const { db } = s.t;
  await db.pool.query(
    `insert into ${db.s}.saved_views (name, path, search, owner, shared, created_at, updated_at)
     select 'n' || i, 'usage', '', 'operator:' || o.id, false, now(), now()
     from generate_series(1, 200) i, ${db.s}.operators o where o.email = 'bob@example.com'`,
  );
  expect((await s.post(PATH, { name: 'one more', path: 'usage' }, { as: bob })).json).toMatchObject({
    status: 409,
    detail: 'You have saved 200 views, which is the most: remove one first.',
  });
});

it('goes with its operator, unless it is shared', async () => {
  const { operators } = s.analytics.auth;
  const cleo = await s.signIn('cleo@example.com', 'admin');
  const alone = await save({ name: 'alone', path: 'usage' }, cleo);
  const shared = await save({ name: 'left behind', path: 'usage', shared: true }, cleo);
  const { id } = (await operators.byEmail('cleo@example.com'))!;
  await s.ask(`/api/admin/operators/${id}`, { method: 'DELETE', as: admin });
  const views = (await s.ask(PATH, { as: admin })).json.views;
  expect(views.find((view: { id: string }) => view.id === shared.id)).toMatchObject({
    owner: null,
    mine: false,
    editable: true,
  });
  const { rows } = await s.t.db.pool.query(
    `select id from ${s.t.db.s}.saved_views where id = $1 or owner = $2 or $2 = any(pinned_by)`,
    [alone.id, `operator:${id}`],
  );
  expect(rows).toEqual([]);
});

it('is nothing that a viewer reads or saves: it may name users', async () => {
  const viewer = await s.signIn('vera@example.com', 'viewer');
  expect((await s.ask(PATH, { as: viewer })).status).toBe(403);
  expect((await s.post(PATH, { name: 'x', path: 'usage' }, { as: viewer })).status).toBe(403);
});

it('is in the audit log when it is read', async () => {
  await s.audit(true);
  await s.ask(PATH, { as: admin });
  expect(await s.audit()).toMatchObject([
    { phase: 'intent', endpoint: 'views' },
    { phase: 'completion', endpoint: 'views', status: 200 },
  ]);
});
