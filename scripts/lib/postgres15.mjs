// A throw-away server of the oldest PostgreSQL that we support, for tests against "any server".
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { aptInstall, asRoot, hasApt, run, runAsRoot, say } from './apt.mjs';

const versions = [15, 16, 17, 18];
const common = '/etc/postgresql-common/createcluster.conf';

/**
 * Starts an empty, durable server in a temporary folder, reached through a socket with a random password.
 * Of the versions installed it takes the lowest from 15 on; when there is none it installs one with apt-get.
 *
 * @param {{ settings?: Record<string, string>, install?: boolean }} [options]
 * @returns {Promise<{ url: string, version: string, bin: string, stop: () => Promise<void> }>} `url` is the
 *   superuser's; `bin` holds psql and pg_dump; `stop` removes everything
 * @throws {Error} that says what to do when there is no server or it doesn't come up
 */
export async function startPostgres15({ settings = {}, install = true } = {}) {
  const bin = (await findServer()) ?? (install ? await installServer() : undefined);
  if (!bin) throw new Error(missing('none was found'));
  const account = serverAccount();
  const dir = mkdtempSync(join(tmpdir(), 'joip-pg15-'));
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) {
    for (const path of [dir, data, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  try {
    const initArgs = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-k', '-A', 'scram-sha-256'];
    await run(join(bin, 'initdb'), [...initArgs, `--pwfile=${passwordFile}`], { ...account, cwd: dir });
    const child = startServer(join(bin, 'postgres'), dir, settings, account);
    const url = `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(dir)}&port=5432&sslmode=disable`;
    const version = await waitUntilReady(url, child, join(dir, 'log'));
    return { url, version, bin, stop: () => stop(child, dir) };
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

/** @returns {Promise<string | undefined>} the folder of the programs */
async function findServer() {
  const bin = versions
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((path) => existsSync(join(path, 'initdb')));
  if (bin) return bin;
  try {
    const [folder, version] = (await run('pg_config', ['--bindir', '--version'])).split('\n');
    const major = Number(/\d+/.exec(version ?? '')?.[0]);
    return folder && major >= 15 && existsSync(join(folder, 'initdb')) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<string | undefined>} */
async function installServer() {
  const prefix = hasApt() ? asRoot() : undefined;
  if (!prefix) throw new Error(missing('there is no right to install one'));
  say('PostgreSQL is missing: updating the list of packages …');
  await runAsRoot(prefix, 'apt-get', 'update', '-q');
  if (!existsSync(common)) {
    await aptInstall(prefix, 'postgresql-common');
    // Else the package would make a cluster and start a service that nobody asked for.
    await runAsRoot(prefix, 'sed', '-i', 's/^#\\?create_main_cluster.*/create_main_cluster = false/', common);
  }
  await aptInstall(prefix, 'postgresql-15').catch(() => aptInstall(prefix, 'postgresql'));
  return findServer();
}

/** @param {string} why */
function missing(why) {
  return (
    `No PostgreSQL server of version 15 or newer (${why}). Install one: \`apt-get install postgresql\`, ` +
    '`brew install postgresql@15`, or put its pg_config on the PATH.'
  );
}

/** @returns {{ uid: number, gid: number } | undefined} whom the server runs as, since it refuses root */
export function serverAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'));
  const row = ['postgres', 'nobody', 'daemon']
    .map((name) => rows.find(([each]) => each === name))
    .find(Boolean);
  if (!row) throw new Error('PostgreSQL refuses to run as root: start this as an ordinary user.');
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/**
 * @param {string} postgres
 * @param {string} dir
 * @param {Record<string, string>} overrides
 * @param {{ uid: number, gid: number } | undefined} account
 */
function startServer(postgres, dir, overrides, account) {
  const settings = {
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    ...overrides,
    listen_addresses: '',
    unix_socket_directories: dir,
    port: '5432',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(dir, 'log'), 'a');
  const child = spawn(postgres, ['-D', join(dir, 'data'), ...args], {
    ...account,
    cwd: dir,
    stdio: ['ignore', log, log],
  });
  child.on('error', () => {});
  // A script that ends without stop(), say by a failed assertion, leaves nothing behind.
  const atExit = () => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  child.once('exit', () => process.off('exit', atExit));
  closeSync(log);
  child.unref();
  return child;
}

/** @param {import('node:child_process').ChildProcess} child */
const hasEnded = (child) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log
 * @returns {Promise<string>} the server's version, e.g. `15.18`
 */
async function waitUntilReady(url, child, log) {
  const deadline = performance.now() + 60_000;
  while (!hasEnded(child) && performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query('show server_version');
      return rows[0].server_version.split(' ')[0];
    } catch {
      await sleep(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
  child.kill('SIGKILL');
  throw new Error(
    `PostgreSQL didn't start. Its log ends with:\n${readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')}`,
  );
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} dir
 */
async function stop(child, dir) {
  if (!hasEnded(child)) {
    child.ref();
    child.kill('SIGINT');
    await once(child, 'exit');
  }
  rmSync(dir, { recursive: true, force: true });
}
