// `npm run build`: the server (tsc) and the panel (vite) into dist/. What is current is left alone;
// --force builds it all the same, --only server or --only panel one of them; --javascript makes of the server
// only what runs, unchecked and without declarations, in a tenth of the time: for tests.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, isCurrent, writeStamp } from './lib/stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const force = process.argv.includes('--force');
const javascript = process.argv.includes('--javascript');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const vite = join(root, 'node_modules/vite/bin/vite.js');

const shared = ['package-lock.json', 'tsconfig.json'];
const serverFolders = readdirSync(join(root, 'src')).filter((name) => name !== 'dashboard');
const parts = [
  {
    name: 'server',
    result: 'index.js',
    sources: [...shared, 'tsconfig.build.json', ...serverFolders.map((name) => `src/${name}`)],
    make: buildServer,
  },
  {
    name: 'panel',
    result: 'dashboard/index.html',
    sources: [
      ...shared,
      'vite.config.ts',
      ...['dashboard', 'client', 'contract', 'catalogue'].map((name) => `src/${name}`),
    ],
    make: () => run(vite, ['build', '--configLoader', 'runner', '--logLevel', 'warn']),
  },
];

const stale = parts
  .filter(({ name }) => only === undefined || name === only)
  .map((part) => {
    const whole = join(dist, `.${part.name}`);
    // JavaScript alone has a stamp of its own: who wants declarations too builds again.
    const stamps = part.name === 'server' ? [whole, join(dist, '.javascript')] : [whole];
    return { ...part, stamps, value: fingerprint(root, part.sources) };
  })
  .filter(({ stamps, value, result }) => {
    const current = (javascript ? stamps : stamps.slice(0, 1)).some((stamp) => isCurrent(stamp, value));
    return force || !current || !existsSync(join(dist, result));
  });

if (stale.length > 0 && !(existsSync(tsc) && existsSync(vite)))
  fail('the compilers are missing; run `npm ci` (without --omit=dev) first');

await Promise.all(
  stale.map(async ({ name, make, stamps, value }) => {
    const started = performance.now();
    for (const stamp of stamps) rmSync(stamp, { force: true });
    const { code, output } = await make();
    if (code !== 0) fail(`the ${name} can not be built:\n${output.trim()}`);
    writeStamp((javascript && stamps[1]) || stamps[0], value);
    console.log(`built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }),
);

/** Clears first, so that nothing of a file that is gone stays behind. */
function buildServer() {
  if (existsSync(dist))
    for (const name of readdirSync(dist))
      if (name !== 'dashboard' && !name.startsWith('.')) rmSync(join(dist, name), { recursive: true });
  const unchecked = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false'];
  return run(tsc, ['-p', 'tsconfig.build.json', ...(javascript ? unchecked : [])]);
}

/** @param {string} script @param {string[]} args @returns {Promise<{ code: number | null, output: string }>} */
function run(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root });
    let output = '';
    /** @param {Buffer} chunk */
    const add = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** @param {string} why @returns {never} */
function fail(why) {
  console.error(`build: ${why}`);
  process.exit(1);
}
