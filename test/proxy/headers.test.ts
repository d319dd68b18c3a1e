import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider } from '../support/oidc.ts';
import { type WiredServer, wiredServer } from '../support/wire.ts';

const PUBLIC = 'https://p.example/tools';
const CLIENT = '203.0.113.9';
const behind = { 'x-forwarded-for': CLIENT, 'x-forwarded-proto': 'https' };
let provider: Awaited<ReturnType<typeof startProvider>>;
let s: WiredServer;
beforeAll(async () => {
  provider = await startProvider(`${PUBLIC}/api/auth/oidc/callback`, {});
  s = await wiredServer({
    trustProxy: ['loopback'],
    publicUrl: PUBLIC,
    allowedHosts: ['a.example', 'Internal.'],
    oidc: {
      issuer: provider.issuer,
      clientId: provider.client_id,
      clientSecret: provider.client_secret,
      name: 'Example',
    },
    authorize: async (request) =>
      request.headers.get('authorization') === 'Bearer header.payload.signature'
        ? { id: 'jwt', email: 'jwt@example.com', role: 'admin' }
        : null,
  });
});
afterAll(async () => {
  await s?.close();
  await provider?.close();
});

type Told = Record<string, string | string[]>;
const cookieOf = ({ headers }: { headers: { 'set-cookie'?: string[] } }) => headers['set-cookie']?.[0] ?? '';

describe('a write of the panel', () => {
  const taken: [told: Told, origin: string][] = [
    [{ host: 'a.example:443' }, 'https://a.example'],
    [{ host: 'A.EXAMPLE' }, 'https://a.example'],
    [{ host: 'a.example.' }, 'https://a.example.'],
    [{ host: 'a.example', 'x-forwarded-proto': 'https,http' }, 'https://a.example'],
    [{ host: 'a.example', 'x-forwarded-proto': ['https', 'http'] }, 'https://a.example'],
    [{ host: 'localhost:3000', 'x-forwarded-host': 'a.example:443' }, 'https://a.example'],
    [{ host: 'a.example', 'x-forwarded-port': '8443' }, 'https://a.example:8443'],
    [{ host: '127.0.0.1', forwarded: 'proto=https;host="a.example:443"' }, 'https://a.example'],
    [{ host: '[::1]:3000', 'x-forwarded-host': 'a.example' }, 'https://a.example'],
    // The public address is always ours, whatever the proxy loses.
    [{ host: 'a.example' }, 'https://p.example'],
    [{ host: '127.0.0.1:3000', 'x-forwarded-proto': 'http' }, 'https://p.example'],
    // The proxy lost the port, and the browser vouches that nothing else differs.
    [{ host: 'a.example', 'sec-fetch-site': 'same-origin' }, 'https://a.example:9443'],
  ];
  it.each(taken)('is taken where %j comes from %s', async (told, origin) => {
    const as = await s.signIn('admin@example.com', 'admin');
    const value = as.split('=')[1]!;
    // The browser has the cookie under the name that fits how it came.
    const names = ['', '__Host-', '__Secure-'].map((prefix) => `${prefix}${as.split('=')[0]}=${value}`);
    const answer = await s.sendJson(
      '/api/admin/keys',
      { name: 'k', scopes: ['read'] },
      { ...behind, ...told, origin, cookie: names.join('; ') },
    );
    expect([answer.status, answer.json?.detail]).toEqual([201, undefined]);
  });

  it.each<[told: Told, origin: string]>([
    [{ host: 'a.example' }, 'https://evil.example'],
    [{ host: 'a.example' }, 'null'],
    [{ host: 'a.example' }, 'http://a.example'],
    [{ host: 'a.example' }, 'https://a.example:9443'],
    [{ host: 'a.example' }, 'https://a.example.evil.example'],
    [{ host: 'a.example', 'sec-fetch-site': 'same-origin' }, 'https://evil.example'],
    [{ host: 'a.example', 'sec-fetch-site': 'same-site' }, 'https://a.example:9443'],
  ])('is refused where %j comes from %s, with what to set', async (told, origin) => {
    const answer = await s.sendJson('/api/auth/link', { token: 'x' }, { ...behind, ...told, origin });
    expect(answer.status).toBe(403);
    expect(answer.json.detail).toMatch(/publicUrl \(PUBLIC_URL\).*trustProxy \(TRUST_PROXY\)/);
  });
});

describe('the name of a host', () => {
  it.each([
    'a.example',
    'A.example.:8443',
    'internal',
    'p.example',
    'localhost',
    'app.localhost:3000',
    '127.0.0.1',
    '192.168.7.7:3000',
    '[::1]:3000',
  ])('%s is answered', async (host) => {
    expect((await s.send('/healthz', { headers: { host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'a.example.evil.example',
    'notlocalhost',
    'localhost.evil.example',
    'xinternal',
    '127.0.0.1.evil.example',
  ])("%s isn't, whatever is asked", async (host) => {
    for (const path of ['/healthz', '/admin/', '/api/admin/panel', '/', '/nothing']) {
      const answer = await s.send(path, { headers: { host } });
      expect([answer.status, answer.json.detail]).toEqual([421, expect.stringMatching(/ALLOWED_HOSTS/)]);
    }
    const forwarded = await s.send('/healthz', { headers: { host: 'a.example', 'x-forwarded-host': host } });
    expect(forwarded.status).toBe(421);
  });

  it('is never put into a link', async () => {
    const none = await wiredServer({ trustProxy: ['loopback'], basePath: '/insights' });
    const as = await none.key('admin');
    const headers = {
      authorization: `Bearer ${as}`,
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
    };
    const invite = { email: 'new@example.com', role: 'viewer' };
    const { json } = await none.sendJson('/insights/api/admin/operators', invite, headers);
    expect(json.link).toMatch(/^\/insights\/admin\/invitation#token=/);
    for (const path of ['/insights', '/insights/', '/insights/Admin', '/insights/api//docs']) {
      const { location } = (await none.send(path, { headers })).headers;
      expect(location).toMatch(/^\.\.?\//);
    }
    await none.close();
  });
});

describe('an Authorization that is not ours', () => {
  it.each(['Basic dXNlcjpwYXNz', 'Negotiate abc', 'Bearer some.host.token', 'bearer', 'Digest username="x"'])(
    '%s leaves a session what it is',
    async (authorization) => {
      const cookie = await s.signIn('basic@example.com', 'admin');
      expect((await s.send('/api/admin/panel', { headers: { authorization, cookie } })).status).toBe(200);
      expect((await s.send('/api/admin/panel', { headers: { authorization } })).status).toBe(401);
      const tracked = await s.sendJson('/api/track', { userId: 'u' }, { authorization, cookie });
      expect([tracked.status, tracked.json.detail]).toEqual([
        401,
        expect.stringMatching(/scope "track".*joip_/),
      ]);
    },
  );

  it('reaches the host', async () => {
    const headers = { authorization: 'Bearer header.payload.signature' };
    expect((await s.send('/api/admin/panel', { headers })).json.operator.email).toBe('jwt@example.com');
  });

  it('is told from a key of ours that is wrong', async () => {
    const cookie = await s.signIn('basic@example.com', 'admin');
    for (const key of [`joip_${'x'.repeat(43)}`, 'joip_', 'joip_short']) {
      const headers = { authorization: `Bearer ${key}`, cookie };
      expect((await s.send('/api/admin/panel', { headers })).status).toBe(401);
    }
  });
});

describe('cookies', () => {
  const signIn = async (at: WiredServer, headers: Told, base = '') =>
    cookieOf(
      await at.sendJson(`${base}/api/auth/link`, { token: await at.newToken('c@example.com') }, headers),
    );

  it('are bound to the mount point, and told apart by installation', async () => {
    const other = await wiredServer({ trustProxy: ['loopback'], basePath: '/insights' });
    const secure = { ...behind, host: 'a.example' };
    const [root, mounted, prefixed, plain] = [
      await signIn(s, secure),
      await signIn(other, secure, '/insights'),
      await signIn(s, { ...secure, 'x-forwarded-prefix': '/x' }),
      await signIn(other, { 'x-forwarded-for': '127.0.0.1' }, '/insights'),
    ];
    const rest = 'HttpOnly; SameSite=Strict';
    expect(root).toMatch(new RegExp(`^__Host-joip_session_\\w{8}=[\\w-]{43}; Path=/; ${rest}; Secure$`));
    expect(mounted).toMatch(
      new RegExp(`^__Secure-joip_session_\\w{8}=[\\w-]{43}; Path=/insights; ${rest}; Secure$`),
    );
    expect(prefixed).toMatch(/^__Secure-joip_session_\w{8}=[\w-]{43}; Path=\/x;/);
    expect(plain).toMatch(new RegExp(`^joip_session_\\w{8}=[\\w-]{43}; Path=/insights; ${rest}$`));
    const mark = (cookie: string) => /joip_session_(\w{8})/.exec(cookie)![1];
    expect(mark(root)).toBe(mark(prefixed));
    expect(mark(root)).not.toBe(mark(mounted));
    // Each is read again under the name that it was given, and by its own installation alone.
    const asked = async (at: WiredServer, base: string, cookie: string, headers: Told) =>
      (await at.send(`${base}/api/admin/panel`, { headers: { ...headers, cookie: cookie.split(';')[0]! } }))
        .status;
    expect(await asked(s, '', root, secure)).toBe(200);
    expect(await asked(other, '/insights', mounted, secure)).toBe(200);
    expect(await asked(other, '/insights', root, secure)).toBe(401);
    await other.close();
  });
});

describe('Strict-Transport-Security', () => {
  it.each<[told: Told, sent: boolean]>([
    [{ ...behind, host: 'a.example' }, true],
    [{ 'x-forwarded-for': CLIENT, host: 'a.example' }, false],
    [{ host: 'a.example' }, false],
    [{ ...behind, host: 'localhost:3000' }, false],
    [{ ...behind, host: '192.168.7.7' }, false],
  ])('with %j: %s', async (headers, sent) => {
    for (const path of ['/admin/', '/api/admin/panel', '/healthz', '/nothing']) {
      const header = (await s.send(path, { headers })).headers['strict-transport-security'];
      expect([path, header]).toEqual([path, sent ? 'max-age=31536000' : undefined]);
    }
  });
});

describe('strangers', () => {
  it('share an address that the proxy tells with a port, each their own', async () => {
    const wrong = (from: string) =>
      s.sendJson(
        '/api/auth/sign-in',
        { email: `${from}@example.com`, password: 'x'.repeat(12) },
        { ...behind, 'x-forwarded-for': from },
      );
    for (let i = 0; i < 6; i++) expect((await wrong(`198.51.100.${i}:${5_000 + i}`)).status).toBe(401);
  });

  it('of unknown addresses lock nobody out, and guess no account', async () => {
    const wrong = (email: string) =>
      s.sendJson(
        '/api/auth/sign-in',
        { email, password: 'x'.repeat(12) },
        { ...behind, 'x-forwarded-for': 'unknown' },
      );
    for (let i = 0; i < 7; i++) expect((await wrong(`someone-${i}@example.com`)).status).toBe(401);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await wrong('target@example.com')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('lock out neither a link nor an open session at the same address', async () => {
    const from = { ...behind, host: 'a.example', 'x-forwarded-for': '198.51.100.77' };
    const token = await s.newToken('held@example.com');
    for (let i = 0; i < 6; i++) {
      await s.sendJson(
        '/api/auth/sign-in',
        { email: 'held@example.com', password: 'wrong wrong wrong' },
        from,
      );
      await s.sendJson('/api/auth/link', { token: `guess-${i}` }, from);
    }
    const entered = await s.sendJson('/api/auth/link', { token }, from);
    expect(entered.status).toBe(200);
    const cookie = cookieOf(entered).split(';')[0]!;
    const mine = { ...from, cookie };
    expect((await s.send('/api/admin/panel', { headers: mine })).status).toBe(200);
    const next = { next: 'a rather long sentence' };
    expect((await s.sendJson('/api/auth/password', next, mine)).status).toBe(204);
  });

  it('count for nobody where they only made a browser come', async () => {
    const victim = { ...behind, host: 'p.example', 'x-forwarded-for': '198.51.100.88' };
    const begun = await s.send('/api/auth/oidc/start', { headers: victim });
    expect(begun.status).toBe(302);
    const cookie = cookieOf(begun).split(';')[0]!;
    for (let i = 0; i < 8; i++) {
      const path = `/api/auth/oidc/callback?state=x${i}&code=y`;
      expect((await s.send(path, { headers: victim })).status).toBe(302);
      // Even where the browser sends what it keeps, which it keeps then.
      const led = await s.send(path, { headers: { ...victim, cookie } });
      expect([led.status, led.headers['set-cookie']]).toEqual([302, undefined]);
      const image = { ...victim, 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' };
      expect((await s.send(path, { headers: image })).status).toBe(403);
      expect((await s.send('/api/auth/oidc/start', { headers: image })).status).toBe(403);
    }
    const wrong = { email: 'victim@example.com', password: 'wrong wrong wrong' };
    expect((await s.sendJson('/api/auth/sign-in', wrong, victim)).status).toBe(401);
  });
});
