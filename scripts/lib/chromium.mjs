// Finds a Chromium for the browser tests, or gets one from Debian.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall, asRoot, hasApt, runAsRoot, say, succeeds } from './apt.mjs';
import { downloadChromium } from './chromium-download.mjs';

const cache = fileURLToPath(new URL('../../.cache/chromium', import.meta.url));

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];

/**
 * Finds a Chromium that runs: `CHROMIUM_PATH`, the PATH, Playwright's cache, our own; else installs one.
 * As root, and in most containers, it must be started with `--no-sandbox`.
 *
 * @param {{ install?: boolean }} [options] - `install: false` only looks
 * @returns {Promise<string>} the path of the program
 * @throws {Error} that says what to do when there is none
 */
export async function findChromium({ install = true } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (succeeds(given, '--version')) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which can't be run.`);
  }
  const found = findInstalled();
  if (found) return found;
  const problem = install ? await tryInstall() : 'looking only';
  const made = findInstalled();
  if (made) return made;
  throw new Error(
    `No Chromium was found (${problem}). Install Chromium or Google Chrome, or run ` +
      '`npx playwright-core install chromium`, or set CHROMIUM_PATH to a Chromium program.',
  );
}

/** @returns {string | undefined} the first candidate that answers `--version`; Ubuntu's snap stub doesn't */
function findInstalled() {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...macApps.map((app) => join('/Applications', app)),
    ...fromPlaywright(),
    join(cache, 'chromium'),
  ];
  return candidates.find((path) => existsSync(path) && succeeds(path, '--version'));
}

/** @returns {string[]} programs in Playwright's cache, newest build first */
function fromPlaywright() {
  const home = process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright';
  const root = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), home);
  if (!existsSync(root)) return [];
  const build = (/** @type {string} */ name) => Number(name.split('-')[1]);
  const builds = readdirSync(root).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name));
  return builds
    .sort((a, b) => build(b) - build(a))
    .flatMap((name) => readdirSync(join(root, name)).map((folder) => join(root, name, folder)))
    .flatMap((folder) => [
      ...['chrome', 'headless_shell', 'chrome-headless-shell'].map((program) => join(folder, program)),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      join(folder, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
    ]);
}

/** @returns {Promise<string>} why there may still be none */
async function tryInstall() {
  if (!hasApt()) return 'and only Debian packages can be installed from here';
  const prefix = asRoot();
  try {
    if (!prefix) return await downloadChromium(cache).then(() => `downloaded to ${cache}`);
    say('Chromium is missing: updating the list of packages …');
    await runAsRoot(prefix, 'apt-get', 'update', '-q');
    await aptInstall(prefix, 'chromium');
    return 'apt-get installed a package without a program that runs';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
