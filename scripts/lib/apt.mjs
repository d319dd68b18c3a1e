// Debian's package manager, as far as the scripts need it.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** @param {string} line - progress, on stderr, since a script's result may go to stdout */
export const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Runs a program to its end, quietly.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').ExecFileOptions} [options]
 * @returns {Promise<string>} its stdout
 * @throws {Error} with the last lines of its output when it fails
 */
export async function run(file, args, options = {}) {
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
    const { stdout } = await execute(file, args, { env, maxBuffer: 64 * 1024 * 1024, ...options });
    return String(stdout);
  } catch (cause) {
    const { stderr = '', stdout = '' } = /** @type {{ stderr?: string, stdout?: string }} */ (cause);
    const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-8).join('\n');
    throw new Error(`${[file, ...args].join(' ')} failed:\n${tail || cause}`, { cause });
  }
}

/** @param {string} file @param {...string} args @returns {boolean} whether it can be run and succeeds */
export const succeeds = (file, ...args) =>
  spawnSync(file, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** @returns {boolean} whether this is a Debian-like system */
export const hasApt = () => succeeds('apt-get', '--version');

/**
 * How a command is run as root here: as it is, through sudo without a password, or not at all.
 *
 * @returns {string[] | undefined} words to put before the command
 */
export function asRoot() {
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', '-n', 'true') ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}

/**
 * @param {string[]} prefix - from asRoot()
 * @param {...string} command
 */
export function runAsRoot(prefix, ...command) {
  const [file, ...args] = [...prefix, ...command];
  return run(/** @type {string} */ (file), args);
}

/**
 * Installs packages without the ones they merely recommend.
 *
 * @param {string[]} prefix - from asRoot()
 * @param {...string} packages
 */
export async function aptInstall(prefix, ...packages) {
  say(`installing ${packages.join(', ')} with apt-get, which may take some minutes …`);
  await runAsRoot(prefix, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages);
}
