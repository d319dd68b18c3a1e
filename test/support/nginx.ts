import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../docs/proxy.md', import.meta.url));
const blocks = [...readFileSync(DOCS, 'utf8').matchAll(/```nginx\n(.*?)```/gs)].map(([, block]) => block!);

/** What docs/proxy.md tells to write, in its order. */
export const documented = { root: blocks[0]!, kept: blocks[1]!, stripped: blocks[2]! };

export interface Site {
  readonly block: string;
  readonly port: number;
  /** Port of the server behind it. */
  readonly upstream: number;
  readonly name: string;
  readonly tls: boolean;
  readonly host: '$host' | '$http_host';
  readonly basicAuth: boolean;
}

/** `user:pass`, as `auth_basic_user_file` keeps it. */
const PASSWORDS = 'user:{PLAIN}pass\n';
export const BASIC = `Basic ${Buffer.from('user:pass').toString('base64')}`;

/** The documented block, at a port and a name of a test's own. */
function configured(folder: string, site: Site): string {
  const auth = `auth_basic "proxy"; auth_basic_user_file ${join(folder, 'passwords')};`;
  const block = site.block
    .replace('listen 443 ssl;', `listen 127.0.0.1:${site.port}${site.tls ? ' ssl' : ''};`)
    .replace('server_name analytics.example.com;', `server_name ${site.name};${site.basicAuth ? auth : ''}`)
    .replaceAll('/etc/ssl/analytics', join(folder, 'site'))
    .replace('127.0.0.1:3000', `127.0.0.1:${site.upstream}`)
    .replace('$http_host', site.host);
  return site.tls ? block : block.replace(/ *ssl_certificate.*\n/g, '');
}

/** Runs nginx with these sites until it is closed. */
export async function startNginx(nginx: string, sites: readonly Site[]): Promise<{ close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'joip-nginx-'));
  const subject = ['-subj', '/CN=analytics.example', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
  const files = ['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')];
  execFileSync('openssl', ['req', '-x509', ...subject, ...files], { stdio: 'ignore' });
  writeFileSync(join(folder, 'passwords'), PASSWORDS);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'errors')};
     events {}
     http {
       access_log off; ${temporary.join(' ')}
       gzip on; gzip_proxied any; gzip_min_length 0; gzip_types *;
       ${sites.map((site) => configured(folder, site)).join('\n')}
     }`,
  );
  const child = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr!.on('data', (chunk) => {
    errors += chunk;
  });
  await untilListening(child, sites[0]!.port, () => errors);
  return {
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilListening(child: ChildProcess, port: number, errors: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${errors()}`);
    const there = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
