import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNginx } from '../../scripts/lib/nginx.mjs';
import { anActivity } from '../support/index.ts';
import { BASIC, documented, type Site, startNginx } from '../support/nginx.ts';
import { type WiredServer, wiredServer } from '../support/wire.ts';

const NAME = 'analytics.example';
const cells = (['root', 'kept', 'stripped'] as const).flatMap((prefix) =>
  [false, true].flatMap((tls) =>
    (['$http_host', '$host'] as const).flatMap((host) =>
      [false, true].map((basicAuth) => ({ prefix, tls, host, basicAuth })),
    ),
  ),
);
type Cell = (typeof cells)[number];
const titleOf = ({ prefix, tls, host, basicAuth }: Cell) =>
  `${prefix.padEnd(8)} | ${tls ? 'TLS' : '-  '} | ${host.padEnd(10)} | ${basicAuth ? 'yes' : '-  '}`;

const had = await findNginx();
const nginx = 'nginx' in had ? had.nginx : undefined;
if ('missing' in had) console.warn(`\nThe proxy matrix can't run: ${had.missing}\n`);

const results = new Map<string, string[]>();
/** What is served stands in test/browser; where it is found is the question here. */
const panelDir = mkdtempSync(join(tmpdir(), 'joip-panel-'));
let root: WiredServer;
let kept: WiredServer;
let proxy: Awaited<ReturnType<typeof startNginx>> | undefined;
let sites: Site[];

beforeAll(async () => {
  if (!nginx) return;
  writeFileSync(join(panelDir, 'index.html'), '<base href="/admin/" />');
  const options = { trustProxy: ['loopback'], allowedHosts: [NAME], panelDir };
  root = await wiredServer(options);
  kept = await wiredServer({ ...options, basePath: '/insights' });
  const ports = await freePorts(cells.length);
  sites = cells.map((cell, i) => ({
    ...cell,
    block: documented[cell.prefix],
    port: ports[i]!,
    upstream: (cell.prefix === 'kept' ? kept : root).port,
    name: NAME,
  }));
  proxy = await startNginx(nginx, sites);
});
afterAll(async () => {
  await proxy?.close();
  await root?.close();
  await kept?.close();
  rmSync(panelDir, { recursive: true });
  const rows = [...results].map(([title, row]) => `| ${title} | ${row.join(' | ')} |`);
  console.log(
    [
      '',
      '| prefix   | TLS | Host       | auth | panel | sign-in | write | live |',
      '|---|---|---|---|---|---|---|---|',
    ]
      .concat(rows, '')
      .join('\n'),
  );
});

/** Ports that are free now; all are held until each is found, so that none is found twice. */
async function freePorts(n: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: n }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
    }),
  );
  const ports = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** What a browser at that site sends, and gets. */
function browserAt(site: Site) {
  const origin = `${site.tls ? 'https' : 'http'}://${NAME}:${site.port}`;
  let cookie = '';
  const open = (path: string, body?: unknown, until?: (text: string) => boolean) =>
    new Promise<{ status: number; text: string; location: string | undefined; cookies: string[] }>(
      (resolve, reject) => {
        const sent = (site.tls ? tlsRequest : plainRequest)(
          {
            host: '127.0.0.1',
            port: site.port,
            path,
            method: body === undefined ? 'GET' : 'POST',
            agent: false,
            rejectUnauthorized: false,
            headers: {
              host: `${NAME}:${site.port}`,
              'accept-encoding': 'identity',
              'sec-fetch-site': 'same-origin',
              ...(site.basicAuth && { authorization: BASIC }),
              ...(cookie && { cookie }),
              ...(body !== undefined && { origin, 'content-type': 'application/json' }),
            },
          },
          (answer) => {
            let text = '';
            const done = () => {
              const { location, 'set-cookie': cookies = [] } = answer.headers;
              resolve({ status: answer.statusCode!, text, location, cookies });
            };
            answer.setEncoding('utf8').on('data', (chunk) => {
              text += chunk;
              if (until?.(text)) {
                done();
                answer.destroy();
              }
            });
            answer.on('end', done).on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      },
    );
  return {
    open,
    origin,
    keep: (given: string) => {
      cookie = given.split(';')[0]!;
    },
  };
}

describe.skipIf(!nginx)('nginx, as docs/proxy.md writes it', () => {
  // At once: each waits for the live view, which looks every two seconds.
  it.concurrent.each(cells.map((cell, i) => ({ title: titleOf(cell), cell, i })))(
    '$title',
    async ({ title, cell, i }) => {
      const server = cell.prefix === 'kept' ? kept : root;
      const site = sites[i]!;
      const browser = browserAt(site);
      const base = cell.prefix === 'root' ? '' : '/insights';
      const row: string[] = [];
      results.set(title, row);

      const led = await browser.open(`${base}/`);
      const panel = new URL(led.location!, `${browser.origin}${base}/`);
      expect([led.status, panel.href]).toEqual([302, `${browser.origin}${base}/admin/`]);
      const view = await browser.open(`${base}/admin/users/someone`);
      const found = new URL(/<base href="([^"]*)"/.exec(view.text)![1]!, `${panel.href}users/someone`);
      expect([view.status, found.href]).toEqual([200, panel.href]);
      row.push(`${view.status}  `);

      const token = await server.newToken(`admin-${i}@example.com`);
      const entered = await browser.open(`${base}/api/auth/link`, { token });
      const path = base || '/';
      const name = `${cell.tls ? (base ? '__Secure-' : '__Host-') : ''}joip_session_`;
      expect([entered.status, entered.cookies[0]]).toEqual([
        200,
        expect.stringMatching(
          new RegExp(`^${name}\\w{8}=[\\w-]{43}; Path=${path}; HttpOnly; SameSite=Strict`),
        ),
      ]);
      browser.keep(entered.cookies[0]!);
      row.push(`${entered.status}    `);

      const written = await browser.open(`${base}/api/admin/keys`, { name: 'k', scopes: ['read'] });
      expect([written.status, written.text]).toEqual([201, expect.stringContaining('joip_')]);
      row.push(`${written.status}  `);

      const userId = `live-${i}`;
      let told = false;
      const heard = await browser.open(`${base}/api/admin/live`, undefined, (text) => {
        if (!told && text.includes('retry:')) {
          told = true;
          void server.analytics.ingest.track(anActivity({ userId }));
        }
        return text.includes(userId);
      });
      expect([heard.status, heard.text]).toEqual([200, expect.stringContaining('event: activities')]);
      row.push('yes ');
    },
  );
});
