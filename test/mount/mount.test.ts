import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { newId } from '../../src/tracking/new-id.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { anActivity } from '../support/index.ts';
import { believes, type Host, hosts } from './hosts.ts';
import { strippingProxy } from './stripping-proxy.ts';

let t: TestDatabase;
let key: string;
beforeAll(async () => {
  t = await testDatabase();
  const first = await open();
  ({ key } = await first.auth.keys.create('host', ['track']));
  await first.close();
});
afterAll(() => t?.drop());

const open = (): Promise<Installation> =>
  openInstallation({
    databaseUrl: t.url,
    migrate: false,
    poolSize: 2,
    authorize: (request) =>
      request.headers.get('authorization') === 'Bearer of.the.host'
        ? { id: 7, email: 'host@example.com', role: 'admin' }
        : null,
  });

it.each(Object.keys(hosts))(
  '%s serves it at the root, at prefixes and behind a proxy that takes one off',
  async (name) => {
    const analytics = await open();
    const start = hosts[name]!;
    const [atRoot, below] = [
      await start(analytics, ['']),
      await start(analytics, ['/insights', '/staff/numbers', '/last'], 'context'),
    ];
    const proxy = await strippingProxy(below.port, '/outer');
    const root = `http://127.0.0.1:${atRoot.port}`;
    const direct = `http://127.0.0.1:${below.port}`;
    const outer = `http://127.0.0.1:${proxy.port}/outer`;
    for (const base of [
      root,
      `${direct}/insights`,
      `${direct}/staff/numbers`,
      `${direct}/last`,
      `${outer}/insights`,
    ]) {
      await showsPanel(base);
      await answersOperators(base);
      await takesBodies(base);
      await takesBeacons(base);
    }
    for (const origin of [root, direct, outer]) await carriesRequest(origin, name);
    await leavesTheRest(root);
    await closes(`${direct}/insights`, analytics, below);
    await Promise.all([atRoot.close(), proxy.close()]);
    expect(await callsOf('reader')).toEqual([]);
    const origins = [root, direct, outer].map((origin) => [`user at ${origin}`, '1']);
    expect(await callsOf(`user at ${root}`, `user at ${direct}`, `user at ${outer}`)).toEqual(origins.sort());
  },
);

/** Who looks at API and panel is a user of the host as well; that is no API call of the host's. */
const asReader = { 'x-user': 'reader' };
const read = (url: string | URL) => fetch(url, { headers: asReader });

/** API calls that are counted, by user. */
async function callsOf(...users: string[]): Promise<[user: string, calls: string][]> {
  const { rows } = await t.db.pool.query(
    `select user_id, sum(n)::text as calls from ${t.db.s}.user_signals
      where signal = 'api_call' and user_id = any($1::text[]) group by 1 order by 1`,
    [users],
  );
  return rows.map(({ user_id, calls }) => [user_id, calls]);
}

/** Asked for without a slash at its end, it is there at once, and finds its files. */
async function showsPanel(base: string): Promise<void> {
  const page = await read(`${base}/admin`);
  expect([page.status, page.redirected]).toEqual([200, false]);
  const html = await page.text();
  const folder = new URL(/<base href="([^"]*)"/.exec(html)![1]!, page.url);
  expect(folder.href).toBe(`${base}/admin/`);
  const script = await read(new URL(/<script[^>]* src="([^"]*)"/.exec(html)![1]!, folder));
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect((await script.text()).length).toBeGreaterThan(1_000);
  const deep = await read(`${base}/admin/users/someone?tab=x`);
  expect([deep.status, await deep.text()]).toEqual([200, expect.stringContaining('<base href="../"')]);
  if (new URL(base).pathname === '/') return;
  for (const path of [base, `${base}/`]) expect((await read(path)).url).toBe(`${base}/admin/`);
}

/** At the root the host keeps what it knows and we don't. */
async function leavesTheRest(base: string): Promise<void> {
  expect(await (await fetch(`${base}/`)).text()).toBe('hello');
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
}

async function answersOperators(base: string): Promise<void> {
  const ask = (headers: Record<string, string>) =>
    fetch(`${base}/api/admin/panel`, { headers: { ...asReader, ...headers } });
  const answer = await ask({ authorization: 'Bearer of.the.host', origin: new URL(base).origin });
  expect([answer.status, (await answer.json()).operator.email]).toEqual([200, 'host@example.com']);
  expect((await ask({})).status).toBe(401);
}

async function takesBodies(base: string): Promise<void> {
  const answer = await fetch(`${base}/api/track`, {
    method: 'POST',
    headers: { ...asReader, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(anActivity({ userId: 'over-http' })),
  });
  expect([answer.status, (await answer.json()).results[0].outcome]).toEqual([200, 'committed']);
}

/** Of whom the host's own session names, wherever it is mounted. */
async function takesBeacons(base: string): Promise<void> {
  const script = await fetch(`${base}/beacon.js`);
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  const send = async (who: Record<string, string>) => {
    const answer = await fetch(`${base}/api/beacon`, {
      method: 'POST',
      headers: { ...who, origin: new URL(base).origin, 'content-type': 'application/json' },
      body: JSON.stringify({
        sentAt: Date.now(),
        activities: [{ eventId: newId(Date.now()), action: 'page_viewed', details: { path: '/' } }],
      }),
    });
    return [answer.status, (await answer.json()).results?.[0].outcome];
  };
  expect(await send({ 'x-user': `beacon at ${base}` })).toEqual([200, 'committed']);
  expect(await send({})).toEqual([200, 'ignored']);
  expect(await send({ 'x-user': 'broken' })).toEqual([503, undefined]);
  const { rows } = await t.db.pool.query(
    `select pages_viewed as views, api_calls_total as calls from ${t.db.s}.user_usage_stats where user_id = $1`,
    [`beacon at ${base}`],
  );
  expect(rows).toEqual([{ views: 1, calls: 0 }]);
}

/** What the host tracks is of the request's user, from their address, though its body was parsed meanwhile. */
async function carriesRequest(origin: string, name: string): Promise<void> {
  const user = `user at ${origin}`;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'curl/8.5.0',
    'x-forwarded-for': '203.0.113.9',
    'x-visit-id': `visit of ${user}`,
  };
  const acted = async (who: string) => {
    const body = JSON.stringify({ title: 'Sunset' });
    const answer = await fetch(`${origin}/act`, {
      method: 'POST',
      headers: { ...headers, 'x-user': who },
      body,
    });
    return [answer.status, (await answer.json()).outcome];
  };
  expect(await acted(user)).toEqual([200, 'committed']);
  const { rows } = await t.db.pool.query(
    `select host(ip_address::inet) as ip, user_agent as agent, visit_id as visit from ${t.db.s}.user_activity_logs where user_id = $1`,
    [user],
  );
  const ip = believes.includes(name) ? '203.0.113.0' : '127.0.0.0';
  expect(rows).toEqual([{ ip, agent: 'curl 8', visit: `visit of ${user}` }]);
  expect(await acted('broken')).toEqual([200, 'dead_letter']);
}

/** With a reader of the live stream, and something that waits to be written. */
async function closes(base: string, analytics: Installation, host: Host): Promise<void> {
  const headers = { ...asReader, authorization: 'Bearer of.the.host' };
  const live = await fetch(`${base}/api/admin/live`, { headers });
  const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value!;
  expect(text).toContain('retry:');
  const last = analytics.trackSessionAction('the-last', 'created', 's-1');
  const closed = host.close();
  for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
  expect(text).toContain('"reason":"closing"');
  await closed;
  expect((await last).outcome).toBe('committed');
  await expect(fetch(`${base}/healthz`)).rejects.toThrow();
}
