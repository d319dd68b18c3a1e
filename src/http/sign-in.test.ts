import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

let s: TestServer;
beforeAll(async () => {
  s = await testServer();
});
afterAll(() => s.close());

const newToken = async (email: string) => {
  const { operators } = s.analytics.auth;
  return operators.newLink((await operators.save(email, 'admin')).id);
};

describe('signing in', () => {
  it('turns a link into a session, once', async () => {
    const token = await newToken('a@example.com');
    const answer = await s.post('/api/auth/link', { token });
    expect([answer.status, answer.json]).toEqual([
      200,
      { operator: { email: 'a@example.com', role: 'admin' }, secondFactorNeeded: false },
    ]);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^joip_session_\w{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await s.post('/api/auth/link', { token })).status).toBe(401);
  });

  it('gives a __Host- cookie over TLS', async () => {
    const request = new Request('https://analytics.example/api/auth/link', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://analytics.example' },
      body: JSON.stringify({ token: await newToken('tls@example.com') }),
    });
    const answer = await s.analytics.fetch(request, { remoteAddress: '203.0.113.50' });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-joip_session_\w{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('is refused over plain HTTP from elsewhere', async () => {
    const token = await newToken('plain@example.com');
    const answer = await s.post('/api/auth/link', { token }, { remoteAddress: '203.0.113.5' });
    expect(answer.status).toBe(403);
    expect(answer.json.detail).toMatch(/TLS/);
  });

  it('ends by signing out', async () => {
    const cookie = await s.signIn('out@example.com', 'admin');
    expect((await s.ask('/api/admin/panel', { as: cookie })).json.operator).toEqual({
      email: 'out@example.com',
      role: 'admin',
      preferences: { timezone: null, language: null },
    });
    const answer = await s.ask('/api/auth/sign-out', { method: 'POST', as: cookie });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      204,
      `${cookie.split('=')[0]}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`,
    ]);
    expect((await s.ask('/api/admin/panel', { as: cookie })).status).toBe(401);
  });

  it('takes a demotion into account at the next request', async () => {
    const cookie = await s.signIn('demoted@example.com', 'admin');
    expect((await s.ask('/api/admin/users/x/usage', { as: cookie })).status).toBe(404);
    await s.analytics.auth.operators.save('demoted@example.com', 'viewer');
    expect((await s.ask('/api/admin/users/x/usage', { as: cookie })).status).toBe(403);
  });

  it('counts five failures from an address, which keep nobody from using a good link', async () => {
    const from = { remoteAddress: '127.0.0.9' };
    const body = { token: 'x'.repeat(43) };
    for (let i = 0; i < 5; i++) expect((await s.post('/api/auth/link', body, from)).status).toBe(401);
    const answer = await s.post('/api/auth/link', body, from);
    expect([answer.status, Number(answer.headers.get('retry-after')) > 800]).toEqual([429, true]);
    const good = await s.post('/api/auth/link', { token: await newToken('b@example.com') }, from);
    expect(good.status).toBe(200);
  });

  it('names what it takes', async () => {
    expect((await s.post('/api/auth/link', { tokn: 'x' })).json.fields).toEqual({
      token: 'takes the part of a link after #token=',
      tokn: 'is unknown: did you mean token?',
    });
  });
});

describe("the host's own sign-in", () => {
  it('is where a browser goes that is nobody, and comes back from', async () => {
    const known = 'session=of-the-host';
    const h = await testServer({
      authorize: (request) =>
        request.headers.get('cookie') === known
          ? { id: '7', email: 'host@example.com', role: 'admin' }
          : null,
      signInUrl: (path) => `/login?next=${encodeURIComponent(path)}`,
    });
    const opened = async (path: string, headers: Record<string, string> = {}) => {
      const { status, headers: told } = await h.ask(path, { headers: { accept: 'text/html', ...headers } });
      return [status, told.get('location')];
    };
    expect(await opened('/admin/users/x?period=7days')).toEqual([
      302,
      '/login?next=%2Fadmin%2Fusers%2Fx%3Fperiod%3D7days',
    ]);
    expect(await opened('/admin')).toEqual([302, '/login?next=%2Fadmin%2F']);
    expect(await opened('/admin/users/x', { cookie: known })).toEqual([200, null]);
    expect(await opened('/admin/', { cookie: await h.signIn('own@example.com', 'admin') })).toEqual([
      200,
      null,
    ]);
    // Our own ways in stay open, and so does what a page loads.
    for (const path of ['/admin/sign-in', '/admin/invitation', '/admin/password-reset'])
      expect(await opened(path)).toEqual([200, null]);
    expect(await opened('/admin/favicon.svg', { accept: '*/*' })).toEqual([200, null]);
    expect((await h.ask('/api/admin/panel')).status).toBe(401);
    // A page that is open already is told the same, wherever it stands.
    const told = async (query: string) => (await h.ask(`/api/auth/session${query}`)).json;
    expect((await told('')).methods.host).toBe('/login?next=%2Fadmin%2F');
    expect((await told('?returnTo=/staff%3Ftab=2%23top')).methods.host).toBe(
      '/login?next=%2Fstaff%3Ftab%3D2%23top',
    );
    for (const elsewhere of ['//evil.example', '/%5Cevil.example', 'https://evil.example', 'staff'])
      expect((await told(`?returnTo=${elsewhere}`)).fields.returnTo).toMatch(
        /^takes the path of a page here/,
      );
    await h.close();
    await expect(testServer({ signInUrl: '/login' })).rejects.toThrow(/give authorize/);
  });

  it('decides who reads', async () => {
    const h = await testServer({
      basePath: '/insights',
      authorize: async (request) => {
        const role = request.headers.get('x-user-role');
        return role === 'admin' || role === 'viewer' ? { id: '7', email: 'host@example.com', role } : null;
      },
    });
    const as = (role: string) => ({ headers: { 'x-user-role': role } });
    expect((await h.ask('/api/admin/panel', as('admin'))).json.operator).toEqual({
      email: 'host@example.com',
      role: 'admin',
      preferences: { timezone: null, language: null },
    });
    expect((await h.ask('/api/admin/users/x/usage', as('viewer'))).status).toBe(403);
    expect((await h.ask('/api/admin/panel', as('nobody'))).status).toBe(401);
    const page = await h.ask('/');
    expect(page.headers.get('location')).toBe('../insights/admin/');
    await h.close();
  });
});
