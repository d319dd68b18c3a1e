// `npm run screenshots [view …]`: pictures of every view over the sample platform, from a phone's width to a wide
// screen's, light and dark, on paper and in forced colours, into docs/images. The server, its database and the
// browser are its own and end with it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './lib/launch-chromium.mjs';
import { preparePictures, quantise } from './lib/picture-tools.mjs';
import { HIGHEST, SHOTS, VIEWS } from './lib/pictures.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !VIEWS.some((view) => view.name === name));
if (unknown.length > 0) {
  console.error(
    `screenshots: ${unknown.join(', ')} is no view; there are ${VIEWS.map((v) => v.name).join(', ')}`,
  );
  process.exit(2);
}
const views = VIEWS.filter(({ name }) => asked.length === 0 || asked.includes(name));
const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });
await import('./build.mjs');
await preparePictures();

const folder = mkdtempSync(join(tmpdir(), 'joip-screenshots-'));
const port = await freePort();
const server = spawn(
  process.execPath,
  [join(root, 'dist/cli/main.js'), 'serve', '--port', String(port), '--data-dir', folder],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
/** @type {import('playwright-core').Browser | undefined} */
let browser;
try {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.kill('SIGTERM'));
  const link = await signInLink();
  browser = await launchChromium();
  const { cookies } = await signIn(browser, link);
  for (const view of views)
    for (const shot of SHOTS) await picture(browser, view, shot, view.public ? [] : cookies);
} catch (error) {
  console.error(`screenshots: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await stopped();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./lib/pictures.mjs').View} view
 * @param {import('./lib/pictures.mjs').Shot} shot
 * @param {import('playwright-core').Cookie[]} cookies
 */
async function picture(browser, view, { name, viewport, media }, cookies) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const { media: medium, ...looks } = { media: undefined, ...media };
  await page.emulateMedia(looks);
  await page.goto(`http://127.0.0.1:${port}/admin/${view.path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await rest(page);
  await view.open?.(page);
  await page.mouse.move(0, 0);
  await rest(page);
  // What is opened first can only be pressed on a screen.
  if (medium) await page.emulateMedia({ media: medium });
  // A window as high as the page, so that what sticks to its edges is where it belongs; what is drawn once it is
  // seen may make the page higher.
  for (let i = 0; view.whole && i < 2; i++) {
    const end = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...viewport, height: Math.min(end, HIGHEST) });
    await rest(page);
  }
  const file = `${view.name}-${name}.png`;
  const path = join(images, file);
  await page.screenshot({ path });
  quantise(path);
  console.log(`${file}  ${(statSync(path).size / 1024).toFixed(0)} KB`);
  await context.close();
}

/** Until nothing is on its way any more, and no movement is left. @param {import('playwright-core').Page} page */
async function rest(page) {
  // What is below the window stays a skeleton until it is looked at.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.skeleton')].every(
      (each) => each.getBoundingClientRect().top > innerHeight,
    ),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
}

/** @param {import('playwright-core').Browser} browser @param {string} link */
async function signIn(browser, link) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The address of the first sign-in, which the server prints. @returns {Promise<string>} */
function signInLink() {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const link = /https?:\/\/\S+#token=\S+/.exec(text);
      if (link && /Set a password/.test(text)) resolve(link[0]);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
}

function stopped() {
  if (server.exitCode !== null) return undefined;
  server.kill('SIGTERM');
  return new Promise((resolve) => server.once('exit', resolve));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
