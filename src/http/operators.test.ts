import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

let s: TestServer;
let admin: string;
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const NOBODY = '0d9a4e1c-6f0b-4a52-9c38-5b1f7e2d8a64';

beforeAll(async () => {
  s = await testServer({ publicUrl: 'https://analytics.example/insights/' });
  admin = await s.signIn('root@example.com', 'admin');
});
afterAll(() => s.close());

const idOf = async (email: string) => (await s.analytics.auth.operators.byEmail(email))!.id;
const invite = (email: string, role = 'viewer') =>
  s.post('/api/admin/operators', { email, role }, { as: admin });
const one = (id: string, method: string, body?: unknown, as = admin) =>
  s.ask(`/api/admin/operators/${id}`, { method, body, as });
const panelStatus = async (as: string) => (await s.ask('/api/admin/panel', { as })).status;

describe('operators', () => {
  it('are invited with a link to hand over', async () => {
    const answer = await invite('Ann@Example.com');
    expect([answer.status, answer.json]).toEqual([
      201,
      {
        operator: {
          id: await idOf('ann@example.com'),
          email: 'ann@example.com',
          role: 'viewer',
          createdAt: ISO,
          signedInAt: null,
          password: false,
          secondFactor: false,
          singleSignOn: false,
          invitedUntil: ISO,
        },
        link: expect.stringMatching(
          /^https:\/\/analytics\.example\/insights\/admin\/invitation#token=[\w-]{43}$/,
        ),
        expiresAt: ISO,
      },
    ]);
  });

  it('are listed with what they sign in by', async () => {
    const { json } = await s.ask('/api/admin/operators', { as: admin });
    expect(json.operators.map((each: { email: string }) => each.email)).toEqual([
      'ann@example.com',
      'root@example.com',
    ]);
    expect(json.operators[1]).toMatchObject({ role: 'admin', signedInAt: ISO, invitedUntil: null });
  });

  it.each([
    [{ email: 'ann', role: 'viewer' }, { email: 'takes an e-mail address such as ann@example.com' }],
    [{ email: 'ann@example.com', role: 'owner' }, { role: 'takes admin or viewer' }],
    [
      { email: 'ann@example.com', role: 'viewer', password: 'x' },
      { password: 'is unknown: takes email, role' },
    ],
  ])('takes only what it names: %j', async (body, fields) => {
    const answer = await s.post('/api/admin/operators', body, { as: admin });
    expect([answer.status, answer.json.fields]).toEqual([400, fields]);
  });

  it('are invited anew as long as they never came', async () => {
    expect((await invite('ann@example.com', 'admin')).json.operator.role).toBe('admin');
    expect((await invite('root@example.com')).status).toBe(409);
  });

  it('get another role, which holds at their next request', async () => {
    const cookie = await s.signIn('eve@example.com', 'admin');
    const id = await idOf('eve@example.com');
    expect((await one(id, 'PATCH', { role: 'viewer' })).json.operator.role).toBe('viewer');
    expect((await s.ask('/api/admin/operators', { as: cookie })).status).toBe(403);
    expect(await panelStatus(cookie)).toBe(200);
  });

  it('who change their own role get a new session', async () => {
    const cookie = await s.signIn('self@example.com', 'admin');
    const answer = await one(await idOf('self@example.com'), 'PATCH', { role: 'viewer' }, cookie);
    expect(answer.status).toBe(200);
    const next = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    expect([await panelStatus(cookie), await panelStatus(next)]).toEqual([401, 200]);
  });

  it('keep an administrator', async () => {
    const id = await idOf('root@example.com');
    for (const answer of [await one(id, 'PATCH', { role: 'viewer' }), await one(id, 'DELETE')]) {
      expect([answer.status, answer.json.title]).toEqual([409, 'Conflict']);
      expect(answer.json.detail).toMatch(/last administrator/);
    }
    expect(await panelStatus(admin)).toBe(200);
  });

  it('are signed out everywhere, and removed, at once', async () => {
    const email = 'leaver@example.com';
    const cookies = [await s.signIn(email, 'viewer'), await s.signIn(email, 'viewer')];
    const id = await idOf(email);
    const out = await s.post(`/api/admin/operators/${id}/sign-out`, undefined, { as: admin });
    expect(out.json).toEqual({ sessions: 2 });
    for (const cookie of cookies) expect(await panelStatus(cookie)).toBe(401);
    const last = await s.signIn(email, 'viewer');
    expect((await one(id, 'DELETE')).status).toBe(204);
    expect(await panelStatus(last)).toBe(401);
  });

  it.each(['PATCH', 'DELETE'])('that are not there are 404: %s', async (method) => {
    const body = method === 'PATCH' ? { role: 'viewer' } : undefined;
    for (const id of [NOBODY, 'no-id', '%00']) expect((await one(id, method, body)).status).toBe(404);
  });

  it('sign themselves out everywhere', async () => {
    const cookies = [
      await s.signIn('self@example.com', 'viewer'),
      await s.signIn('self@example.com', 'viewer'),
    ];
    const answer = await s.post('/api/auth/sign-out-everywhere', undefined, { as: cookies[0]! });
    expect(answer.status).toBe(204);
    for (const cookie of cookies) expect(await panelStatus(cookie)).toBe(401);
  });
});

describe('API keys', () => {
  it('are made, listed without their text, used and revoked at once', async () => {
    const made = await s.post('/api/admin/keys', { name: ' web ', scopes: ['read', 'read'] }, { as: admin });
    expect([made.status, made.json]).toEqual([
      201,
      { id: expect.any(String), key: expect.stringMatching(/^joip_/), name: 'web', scopes: ['read'] },
    ]);
    const { id, key } = made.json;
    expect((await s.ask('/api/admin/operators', { as: key })).status).toBe(200);
    expect((await s.post('/api/admin/keys', { name: 'x', scopes: ['admin'] }, { as: key })).status).toBe(403);
    const listed = await s.ask('/api/admin/keys', { as: admin });
    expect(listed.text).not.toContain(key);
    expect(listed.json.keys).toEqual([
      {
        id,
        name: 'web',
        prefix: key.slice(0, 11),
        scopes: ['read'],
        createdAt: ISO,
        lastUsedAt: ISO,
        revokedAt: null,
      },
    ]);
    expect((await s.ask(`/api/admin/keys/${id}`, { method: 'DELETE', as: admin })).status).toBe(204);
    expect((await s.ask('/api/admin/operators', { as: key })).status).toBe(401);
    expect((await s.ask(`/api/admin/keys/${id}`, { method: 'DELETE', as: admin })).status).toBe(404);
    expect((await s.ask('/api/admin/keys', { as: admin })).json.keys[0].revokedAt).toEqual(ISO);
  });

  it.each([
    [{ name: '', scopes: ['read'] }, { name: 'takes a name of 1 to 100 characters' }],
    [{ name: 'x', scopes: [] }, { scopes: 'takes one or more of track, read, admin' }],
    [{ name: 'x', scopes: ['write'] }, { 'scopes.0': 'takes one or more of track, read, admin' }],
  ])('are named and scoped: %j', async (body, fields) => {
    const answer = await s.post('/api/admin/keys', body, { as: admin });
    expect([answer.status, answer.json.fields]).toEqual([400, fields]);
  });
});

describe('the audit log', () => {
  it('tells every sign-in, failure and change, and by whom', async () => {
    const actor = `operator:${await idOf('root@example.com')}`;
    await s.audit(true);
    await invite('audited@example.com');
    const id = await idOf('audited@example.com');
    await one(id, 'PATCH', { role: 'admin' });
    await one(id, 'DELETE');
    await s.post('/api/admin/keys', { name: 'audited', scopes: ['track'] }, { as: admin });
    await s.post('/api/auth/sign-in', { email: 'audited@example.com', password: 'wrong' });
    const cookie = await s.signIn('again@example.com', 'viewer');
    const again = `operator:${await idOf('again@example.com')}`;
    await s.post('/api/auth/sign-out', undefined, { as: cookie });
    const rows = (await s.audit()).filter((row) => row.phase !== 'completion');
    expect(
      rows.map(({ phase, actor, endpoint, target, parameters }) => [
        phase,
        actor,
        endpoint,
        target,
        parameters,
      ]),
    ).toEqual([
      ['intent', actor, 'inviteOperator', null, { email: 'audited@example.com', role: 'viewer' }],
      ['intent', actor, 'changeOperator', id, { role: 'admin' }],
      ['intent', actor, 'removeOperator', id, {}],
      ['intent', actor, 'createKey', null, { name: 'audited', scopes: ['track'] }],
      ['denial', expect.stringMatching(/^anonymous:/), 'signIn', null, null],
      ['intent', again, 'signInByLink', null, null],
      ['intent', again, 'signOut', null, {}],
    ]);
  });
});

describe('who was not signed in here', () => {
  const OWN: [string, object | undefined][] = [
    ['password', { next: 'a rather long sentence' }],
    ['second-factor/enrol', {}],
    ['second-factor/confirm', { code: '123456' }],
    ['second-factor/disable', {}],
    ['sign-out', undefined],
    ['sign-out-everywhere', undefined],
  ];

  it('changes no sign-in of theirs: a host tells who they are', async () => {
    const h = await testServer({ authorize: async () => ({ id: '7', role: 'admin' }) });
    for (const [path, body] of OWN) {
      const answer = await h.post(`/api/auth/${path}`, body);
      expect([answer.status, answer.json.detail]).toEqual([409, expect.stringMatching(/^The host/)]);
    }
    expect((await h.ask('/api/auth/session')).json.operator).toEqual({
      email: '7',
      role: 'admin',
      by: 'host',
      password: false,
      secondFactor: false,
    });
    await h.close();
  });

  it('changes no sign-in of theirs: an API key has none', async () => {
    const as = await s.key('admin');
    for (const [path, body] of OWN)
      expect((await s.post(`/api/auth/${path}`, body, { as })).status).toBe(409);
  });

  it.each(OWN)('is refused where nobody is signed in: %s', async (path, body) => {
    expect((await s.post(`/api/auth/${path}`, body)).status).toBe(401);
  });
});
