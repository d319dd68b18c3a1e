// A throw-away PgBouncer in transaction mode in front of a server, for tests behind a pooler.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { aptInstall, asRoot, hasApt, runAsRoot, say } from './apt.mjs';
import { serverAccount } from './postgres15.mjs';

const paths = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'];

/**
 * Few server connections for many clients, so that what one leaves behind meets another.
 *
 * @param {string} url - of the server, through a socket
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` is the same through the pooler
 */
export async function startPgBouncer(url) {
  const program = findProgram() ?? (await install());
  const account = serverAccount();
  const dir = mkdtempSync(join(tmpdir(), 'joip-pgbouncer-'));
  const server = new URL(url);
  const files = {
    'pgbouncer.ini': `[databases]
* = host=${server.searchParams.get('host')} port=5432
[pgbouncer]
unix_socket_dir = ${dir}
listen_addr =
listen_port = 5432
auth_type = scram-sha-256
auth_file = ${join(dir, 'users')}
pool_mode = transaction
default_pool_size = 6
max_client_conn = 400
max_db_connections = 6
server_idle_timeout = 5
`,
    users: `"${server.username}" "${server.password}"\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text, { mode: 0o600 });
  if (account)
    for (const path of [dir, ...Object.keys(files).map((name) => join(dir, name))])
      chownSync(path, account.uid, account.gid);
  const log = openSync(join(dir, 'log'), 'a');
  const child = spawn(program, [join(dir, 'pgbouncer.ini')], {
    ...account,
    cwd: dir,
    stdio: ['ignore', log, log],
  });
  child.on('error', () => {});
  const atExit = () => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  child.unref();
  server.searchParams.set('host', dir);
  await waitUntilReady(server.href, join(dir, 'log'));
  return {
    url: server.href,
    async stop() {
      child.ref();
      if (child.kill('SIGKILL')) await once(child, 'exit');
      process.off('exit', atExit);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const findProgram = () => paths.find((path) => existsSync(path));

async function install() {
  const prefix = hasApt() ? asRoot() : undefined;
  if (prefix) {
    say('PgBouncer is missing: updating the list of packages …');
    await runAsRoot(prefix, 'apt-get', 'update', '-q');
    await aptInstall(prefix, 'pgbouncer');
    // The package starts a service that nobody asked for; in a container there is none to stop.
    await runAsRoot(prefix, 'systemctl', 'disable', '--now', 'pgbouncer').catch(() => {});
  }
  const program = findProgram();
  if (!program)
    throw new Error(
      'PgBouncer is missing. Install it: `apt-get install pgbouncer` or `brew install pgbouncer`.',
    );
  return program;
}

/**
 * @param {string} url
 * @param {string} log
 */
async function waitUntilReady(url, log) {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(50)) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error(
    `PgBouncer didn't start. Its log ends with:\n${readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')}`,
  );
}
