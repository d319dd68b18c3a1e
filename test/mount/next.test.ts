import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { analyticsRoutes, openOnce, requestContext } from '../../src/mount/next.ts';
import { newId } from '../../src/tracking/new-id.ts';
import { type TestServer, testServer } from '../support/http.ts';

let s: TestServer;
beforeAll(async () => {
  s = await testServer({
    authorize: (request) =>
      request.headers.get('cookie') === 'session=of-the-host'
        ? { id: 7, email: 'host@example.com', role: 'admin' }
        : null,
  });
});
afterAll(() => s?.close());

const opening = () => Promise.resolve(s.analytics);

/** As Next.js calls a handler: the address is the server's own, the browser's stands in headers. */
async function ask(mount: string, path: string, o: RequestInit & { method?: 'GET' | 'POST' } = {}) {
  const headers = new Headers({
    host: 'localhost:3000',
    'x-forwarded-host': 'app.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.9',
    'accept-encoding': 'gzip',
    cookie: 'session=of-the-host',
  });
  for (const [name, value] of Object.entries((o.headers as Record<string, string>) ?? {}))
    headers.set(name, value);
  const request = new Request(`http://localhost:3000${mount}${path}`, { ...o, headers });
  const segments = path.split('?')[0]!.split('/').filter(Boolean);
  const params = Promise.resolve({ team: 'seven', path: segments.length > 0 ? segments : undefined });
  const told = { userId: async (asked: Request) => asked.headers.get('x-user') };
  return analyticsRoutes(opening, told)[o.method ?? 'GET'](request, { params });
}

it.each(['/insights', '/admin', '/teams/seven/numbers', ''])(
  'answers at "%s", without slashes at the end and uncompressed',
  async (mount) => {
    const page = await ask(mount, '/admin');
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('<base href="./admin/"')]);
    const script = await ask(mount, `/admin/${/<script[^>]* src="\.?\/?([^"]*)"/.exec(html)![1]}`);
    expect([script.status, script.headers.get('content-encoding')]).toEqual([200, null]);
    const to = (await ask(mount, '')).headers.get('location')!;
    expect(new URL(to, `http://localhost${mount}`).pathname).toBe(`${mount}/admin/`);
    expect((await (await ask(mount, '/api/admin/panel')).json()).operator.email).toBe('host@example.com');
  },
);

it('takes writes of its own pages, and of no others', async () => {
  const write = (origin: string) =>
    ask('/insights', '/api/admin/keys', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'k', scopes: ['read'] }),
    });
  expect((await write('https://app.example')).status).toBe(201);
  expect((await write('https://evil.example')).status).toBe(403);
});

it('takes what the browser of a user tells', async () => {
  const answer = await ask('/insights', '/api/beacon', {
    method: 'POST',
    headers: { origin: 'https://app.example', 'content-type': 'application/json', 'x-user': 'browsing' },
    body: JSON.stringify({
      sentAt: Date.now(),
      activities: [{ eventId: newId(Date.now()), action: 'page_viewed' }],
    }),
  });
  expect((await answer.json()).results).toEqual([{ outcome: 'committed' }]);
});

it("carries a handler's request", async () => {
  const act = requestContext(opening, { userId: async () => 'next-user' })(async () =>
    Response.json(await s.analytics.track({ action: 'session_created', sessionId: 's-1' })),
  );
  const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9', 'user-agent': 'curl/8.5.0' };
  const answer = await act(new Request('http://localhost:3000/act', { headers }));
  expect((await answer.json()).outcome).toBe('committed');
  const { rows } = await s.t.db.pool.query(
    `select host(ip_address::inet) as ip, user_agent as agent from ${s.t.db.s}.user_activity_logs where user_id = 'next-user'`,
  );
  expect(rows).toEqual([{ ip: '203.0.113.0', agent: 'curl 8' }]);
});

it('ends live streams where the process is told to end, so that Next.js can', async () => {
  const ofNext = () => undefined;
  const listeners = () => process.listeners('SIGTERM').length;
  const endStreams = vi.fn();
  const none = listeners();
  process.on('SIGTERM', ofNext);
  await openOnce(async () => ({ ...s.analytics, endStreams }), 'ends')();
  await expect.poll(listeners).toBe(none + 2);
  const ours = process.listeners('SIGTERM').at(-1) as () => void;
  ours();
  expect(endStreams).toHaveBeenCalledOnce();
  for (const each of [ofNext, ours]) process.off('SIGTERM', each);
});

it('is opened once, when it is first asked for, and again where it failed', async () => {
  const open = vi.fn(opening);
  const [one, again] = [openOnce(open, 'one'), openOnce(open, 'one')];
  expect(open).not.toHaveBeenCalled();
  expect(await one()).toBe(await again());
  expect(open).toHaveBeenCalledTimes(1);
  const failing = vi.fn(opening).mockRejectedValueOnce(new Error('no database'));
  const two = openOnce(failing, 'two');
  await expect(two()).rejects.toThrow('no database');
  expect(await two()).toBe(s.analytics);
});
