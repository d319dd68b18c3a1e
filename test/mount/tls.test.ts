import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openInstallation } from '../../src/app/open-installation.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { anActivity } from '../support/index.ts';
import { hosts } from './hosts.ts';

const folder = mkdtempSync(join(tmpdir(), 'joip-tls-'));
const file = (name: string) => join(folder, name);
let tls: { key: string; cert: string };
let t: TestDatabase;
beforeAll(async () => {
  const made = ['-keyout', file('key.pem'), '-out', file('cert.pem'), '-days', '2', '-nodes'];
  const names = ['-subj', '/CN=app.example', '-addext', 'subjectAltName=DNS:app.example'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...made, ...names], { stdio: 'ignore' });
  tls = { key: readFileSync(file('key.pem'), 'utf8'), cert: readFileSync(file('cert.pem'), 'utf8') };
  t = await testDatabase();
});
afterAll(async () => {
  await t?.drop();
  rmSync(folder, { recursive: true });
});

interface Asked {
  readonly body?: unknown;
  readonly cookie?: string;
  /** Enough was heard, and the answer may be left. */
  readonly until?: (text: string) => boolean;
}

/** As a browser at `https://app.example` sends it, which believes this certificate. */
function ask(port: number, path: string, { body, cookie, until }: Asked = {}) {
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          servername: 'app.example',
          ca: tls.cert,
          agent: false,
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            host: `app.example:${port}`,
            'sec-fetch-site': 'same-origin',
            ...(cookie && { cookie }),
            ...(body !== undefined && {
              origin: `https://app.example:${port}`,
              'content-type': 'application/json',
            }),
          },
        },
        (answer) => {
          let text = '';
          const { statusCode = 0, headers } = answer;
          const done = () => resolve({ status: statusCode, text, headers });
          answer.setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
            if (!until?.(text)) return;
            done();
            answer.destroy();
          });
          answer.on('end', done).on('error', reject);
        },
      );
      sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    },
  );
}

it.each(Object.keys(hosts))(
  '%s that speaks TLS itself: sign-in, writes and the live stream',
  async (name) => {
    const analytics = await openInstallation({ databaseUrl: t.url, migrate: false, poolSize: 2 });
    const host = await hosts[name]!(analytics, ['/insights'], 'routes', tls);
    const at = (path: string, o?: Asked) => ask(host.port, `/insights${path}`, o);
    const { operators } = analytics.auth;
    const token = await operators.newLink((await operators.save(`${name}@example.com`, 'admin')).id);
    const entered = await at('/api/auth/link', { body: { token } });
    const [given] = entered.headers['set-cookie'] as string[];
    expect([entered.status, given]).toEqual([
      200,
      expect.stringMatching(
        /^__Host-joip_session_\w{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
    expect(entered.headers['strict-transport-security']).toMatch(/^max-age=/);
    const cookie = given!.split(';')[0]!;
    const written = await at('/api/admin/keys', { body: { name: 'k', scopes: ['read'] }, cookie });
    expect([written.status, written.text]).toEqual([201, expect.stringContaining('joip_')]);
    const userId = `live on ${name}`;
    let told = false;
    const heard = await at('/api/admin/live', {
      cookie,
      until(text) {
        if (!told && text.includes('retry:')) {
          told = true;
          void analytics.ingest.track(anActivity({ userId }));
        }
        return text.includes(userId);
      },
    });
    expect(heard.status).toBe(200);
    await host.close();
  },
);
