import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { type Route, routes } from '../contract/index.ts';

let s: TestServer;
const as: Record<'admin' | 'viewer' | 'trackKey' | 'readKey' | 'adminKey', string> = {
  admin: '',
  viewer: '',
  trackKey: '',
  readKey: '',
  adminKey: '',
};

beforeAll(async () => {
  s = await testServer();
  as.admin = await s.signIn('admin@example.com', 'admin');
  as.viewer = await s.signIn('viewer@example.com', 'viewer');
  as.trackKey = await s.key('track');
  as.readKey = await s.key('read');
  as.adminKey = await s.key('admin');
  await s.analytics.track(anActivity({ userId: 'known' }));
});
afterAll(() => s.close());

const every = Object.entries<Route>(routes).map(([name, route]) => ({
  name,
  ...route,
  address: route.path.replace(':userId', 'known'),
}));
const closed = every.filter(({ access }) => access !== 'anyone');
const read = every.filter(({ access }) => access === 'admin' || access === 'viewer');

const call = (r: { method: string; address: string }, credential?: string, query = '') =>
  s.ask(r.address + query, {
    method: r.method,
    ...(credential ? { as: credential } : {}),
    ...(r.method === 'POST' ? { body: {} } : {}),
  });

describe('every endpoint', () => {
  it.each(closed)('$name is closed to anyone', async (route) => {
    for (const credential of [undefined, 'joip_session=forged', `joip_${'x'.repeat(43)}`]) {
      const answer = await call(route, credential);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.json).toEqual({
        type: 'about:blank',
        title: 'Not signed in',
        status: 401,
        detail: expect.any(String),
      });
    }
  });

  it.each(closed)('$name is closed to the wrong role or scope', async (route) => {
    const wrong = {
      admin: [as.viewer, as.trackKey, ...(route.method === 'POST' ? [as.readKey] : [])],
      viewer: [as.trackKey],
      'signed-in': [as.trackKey],
      track: [as.readKey, as.adminKey],
      anyone: [],
    }[route.access];
    for (const credential of wrong) expect((await call(route, credential)).status).toBe(403);
  });

  it.each(every)('$name answers other methods with 405', async (route) => {
    const other = route.method === 'GET' ? 'POST' : 'GET';
    for (const method of [other, 'DELETE', 'PUT']) {
      const answer = await s.ask(route.address, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([
        405,
        route.method === 'GET' ? 'GET, HEAD' : 'POST',
      ]);
    }
  });

  it.each(closed)('$name names an unknown parameter', async (route) => {
    const credential = route.access === 'track' ? as.trackKey : as.admin;
    const answer = await call(route, credential, '?perid=7days');
    expect(answer.status).toBe(400);
    expect(answer.json.fields.perid).toMatch(/^is unknown; accepted: /);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each(read.filter((r) => r.method === 'GET'))('$name answers those who may', async (route) => {
    const allowed = [as.admin, as.readKey, as.adminKey, ...(route.access === 'viewer' ? [as.viewer] : [])];
    for (const credential of allowed) {
      const answer = await call(route, credential);
      expect([answer.status, answer.json.meta?.sample]).toEqual([200, false]);
    }
  });

  it.each(every)('$name carries the security headers, whatever it answers', async (route) => {
    for (const answer of [await call(route), await s.ask(route.address, { method: 'PATCH' })]) {
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'self'.*frame-ancestors 'none'$/,
      );
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it.each(every.filter((r) => r.method === 'POST' && r.access !== 'track'))(
    '$name takes no write from another site',
    async (route) => {
      for (const [name, value] of [
        ['origin', 'https://evil.example'],
        ['sec-fetch-site', 'cross-site'],
      ] as const) {
        const headers = { [name]: value };
        const answer = await s.ask(route.address, { method: 'POST', body: {}, as: as.admin, headers });
        expect(answer.status).toBe(403);
      }
    },
  );
});

describe('one user', () => {
  it('is told to nobody but an admin, whether or not there is one', async () => {
    const known = await s.ask('/api/admin/users/known/usage', { as: as.viewer });
    const unknown = await s.ask('/api/admin/users/nobody/usage', { as: as.viewer });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect(known.status).toBe(403);
    expect((await s.ask('/api/admin/users/nobody/usage', { as: as.admin })).status).toBe(404);
    expect((await s.ask('/api/admin/users/%00/usage', { as: as.admin })).status).toBe(404);
    expect((await s.ask('/api/admin/users/known/usage', { as: as.admin })).json.userId).toBe('known');
  });
});

describe('elsewhere', () => {
  it.each([
    ['/nothing', 404],
    ['/api/admin', 404],
    ['/api/admin/analytics/', 404],
    ['/healthz', 200],
    ['/readyz', 200],
  ])('%s is %d', async (path, status) => {
    expect((await s.ask(path)).status).toBe(status);
  });

  it('leads to the panel', async () => {
    const answer = await s.ask('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/admin/']);
  });
});
