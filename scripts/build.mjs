// `npm run build`: the server (esbuild, its declarations by tsc) and the panel (vite, once a language, with
// the parts for hosts' pages) into dist/. What is current is left alone; --force builds it all the same, --only server or
// --only panel one of them; --javascript makes of the server only what runs, unchecked and without declarations, in a
// tenth of the time: for tests.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addCommonJs } from './lib/commonjs.mjs';
import { reachable } from './lib/declarations.mjs';
import { LANGUAGES, named } from './lib/languages.mjs';
import { withLock } from './lib/lock.mjs';
import { fingerprint, isCurrent, writeStamp } from './lib/stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const force = process.argv.includes('--force');
const javascript = process.argv.includes('--javascript');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const vite = join(root, 'node_modules/vite/bin/vite.js');
const bundle = join(root, 'scripts/lib/bundle-server.mjs');

const shared = ['package-lock.json', 'tsconfig.json'];
const serverFolders = readdirSync(join(root, 'src')).filter((name) => name !== 'dashboard');
/** As the exports of package.json have them. */
const ENTRIES = Object.values(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports).flatMap(
  (each) => (typeof each === 'string' ? [] : [each.default.replace('./dist/', '')]),
);
const DRAFT = '.new-';
const parts = [
  {
    name: 'server',
    result: 'index.js',
    sources: [
      ...shared,
      'tsconfig.build.json',
      'scripts/lib/bundle-server.mjs',
      'scripts/lib/commonjs.mjs',
      ...serverFolders.map((name) => `src/${name}`),
    ],
    commands: (/** @type {string} */ draft) => [
      [bundle, draft],
      ...(javascript ? [] : [[tsc, '-p', 'tsconfig.build.json', '--outDir', draft]]),
    ],
    place: placeServer,
  },
  {
    name: 'panel',
    result: 'dashboard/index.html',
    sources: [
      ...shared,
      'vite.config.ts',
      'scripts/lib/languages.mjs',
      'scripts/build-parts.mjs',
      ...['dashboard', 'parts', 'beacon', 'tracking', 'client', 'contract', 'catalogue'].map(
        (name) => `src/${name}`,
      ),
    ],
    commands: (/** @type {string} */ draft) => [
      ...LANGUAGES.map((language) => [
        vite,
        'build',
        ...['--configLoader', 'runner', '--logLevel', 'warn', '--emptyOutDir'],
        ...['--mode', language, '--outDir', join(draft, language)],
      ]),
      [join(root, 'scripts/build-parts.mjs'), join(draft, 'whole')],
    ],
    place: placePanel,
  },
];

/** @param {{ name: string, result: string, sources: string[] }} part */
function staleness({ name, result, sources }) {
  const whole = join(dist, `.${name}`);
  // JavaScript alone has a stamp of its own: who wants declarations too builds again.
  const stamps = name === 'server' ? [whole, join(dist, '.javascript')] : [whole];
  const value = fingerprint(root, sources);
  const current = (javascript ? stamps : stamps.slice(0, 1)).some((stamp) => isCurrent(stamp, value));
  return { stamps, value, stale: !current || !existsSync(join(dist, result)) };
}

const asked = parts.filter(({ name }) => only === undefined || name === only);
if (force || asked.some((part) => staleness(part).stale))
  // Two `npm start` at once: the second waits, and finds it done.
  await withLock(
    join(dist, '.lock'),
    () => console.log('another process is building; waiting for it'),
    () => build(asked.filter((part) => force || staleness(part).stale)),
  ).catch((error) => {
    console.error(`build: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });

/** @param {typeof parts} wanted */
async function build(wanted) {
  if (wanted.length > 0 && !(existsSync(tsc) && existsSync(vite)))
    throw new Error('the compilers are missing; run `npm ci` (without --omit=dev) first');
  for (const name of readdirSync(dist))
    if (name.startsWith(DRAFT)) rmSync(join(dist, name), { recursive: true, force: true, maxRetries: 3 });
  await Promise.all(wanted.map(make));
}

/**
 * Makes a part aside and puts it in place whole: what is there already goes on working meanwhile, and where the
 * sources don't compile.
 *
 * @param {typeof parts[number]} part
 */
async function make(part) {
  const { name, commands, place } = part;
  const started = performance.now();
  const { stamps, value } = staleness(part);
  // A new name each time: the compiler of a build that was killed may still be writing.
  const draft = join(dist, `${DRAFT}${randomBytes(4).toString('hex')}`);
  const results = await Promise.all(commands(draft).map(run));
  const failed = results.find(({ code }) => code !== 0);
  if (failed) throw new Error(`the ${name} can't be built:\n${failed.output.trim()}`);
  for (const stamp of stamps) rmSync(stamp, { force: true });
  place(draft);
  rmSync(draft, { recursive: true, force: true });
  writeStamp((javascript && stamps[1]) || stamps[0], value);
  console.log(`built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Nothing of a file that is gone stays behind. @param {string} draft */
function placeServer(draft) {
  if (!javascript) keepDeclarations(draft);
  addCommonJs(draft, ENTRIES);
  const old = join(draft, '.old');
  const made = readdirSync(draft);
  const gone = readdirSync(dist).filter((name) => !name.startsWith('.') && name !== 'dashboard');
  mkdirSync(old);
  // Renamed one by one, not removed first: programs of ours that run load some of their files late.
  for (const name of new Set([...gone, ...made])) {
    if (gone.includes(name)) renameSync(join(dist, name), join(old, name));
    if (made.includes(name)) renameSync(join(draft, name), join(dist, name));
  }
}

/** Only those that a compiler reads from our entries on: the rest would name libraries that are our own affair. */
function keepDeclarations(/** @type {string} */ folder) {
  const { files } = reachable(
    folder,
    ENTRIES.map((entry) => entry.replace(/\.js$/, '.d.ts')),
  );
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.d.ts') && !files.has(join(folder, path))) rmSync(join(folder, path));
}

/**
 * One folder of all languages: a file of `assets` is named after its content, so what is the same in each is there
 * once; of the page and the manifest there is one for each language.
 *
 * @param {string} draft
 */
function placePanel(draft) {
  const whole = join(draft, 'whole');
  for (const language of LANGUAGES) {
    const own = join(draft, language);
    for (const file of ['index.html', '.vite/manifest.json'])
      renameSync(join(own, file), join(own, named(file, language)));
    cpSync(own, whole, { recursive: true });
  }
  const built = join(dist, 'dashboard');
  rmSync(built, { recursive: true, force: true });
  renameSync(whole, built);
}

/** @param {string[]} args @returns {Promise<{ code: number | null, output: string }>} */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root });
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
