// `npm run bundle`: what a browser loads before each view stands, gzipped, from the built files, in each language.
// Fails where the first view (Analytics), the parts for hosts' pages or the beacon are over their budgets, or where the panel names another origin.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, named } from './lib/languages.mjs';

const BUDGET_KB = 150;
/** Of the parts for a host's page, with all that they load. */
const PARTS_KB = 20;
/** Of the beacon, which is one file. */
const BEACON_KB = 1.5;
/** Addresses that are names, not places: nothing is loaded from them. */
const NAMES =
  /^https?:\/\/(?:www\.w3\.org|react\.dev|tanstack\.com|tailwindcss\.com|localhost|example\.com|github\.com)\b/;

/**
 * @typedef {{ file: string, src?: string, imports?: string[], dynamicImports?: string[], css?: string[] }} Entry
 */
const built = fileURLToPath(new URL('../dist/dashboard', import.meta.url));
/** @param {Iterable<string>} files */
const kilobytes = (files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0) / 1024;

/** What stands below the numbers is fetched once they are drawn. */
const CHART = ['charts/time-chart.tsx', 'charts/chart-tools.tsx', 'charts/notes/note-list.tsx'];
/** @type {string[]} */
const failures = [];
/** @type {string[]} */
const told = [];

/** @param {string} language */
function weigh(language) {
  /** @type {Record<string, Entry>} */
  const manifest = JSON.parse(readFileSync(join(built, named('.vite/manifest.json', language)), 'utf8'));

  /** @param {string} key @param {Set<string>} files */
  function closure(key, files) {
    const entry = manifest[key];
    if (!entry) throw new Error(`${key} isn't among the built files; run \`npm run build\``);
    if (files.has(entry.file)) return files;
    files.add(entry.file);
    for (const file of entry.css ?? []) files.add(file);
    for (const other of entry.imports ?? []) closure(other, files);
    return files;
  }

  const first = closure('index.html', new Set());
  const size = kilobytes(first);
  console.log(`${language}: the first view, Analytics: ${size.toFixed(1)} KB gzipped in ${first.size} files`);
  for (const key of Object.keys(manifest).sort()) {
    const view = /^views\/(.+)\.tsx$/.exec(key)?.[1];
    if (!view) continue;
    const own = [...closure(key, new Set())].filter((file) => !first.has(file));
    console.log(`  ${view.padEnd(14)} + ${kilobytes(own).toFixed(1).padStart(5)} KB in ${own.length} files`);
  }
  /** @type {Set<string>} */
  const plot = new Set();
  for (const key of CHART) closure(key, plot);
  const later = [...plot].filter((file) => !first.has(file));
  console.log(`  the chart      + ${kilobytes(later).toFixed(1).padStart(5)} KB, once the numbers stand`);
  if (size > BUDGET_KB)
    failures.push(
      `${language}: the first view takes ${size.toFixed(1)} KB, which is more than ${BUDGET_KB} KB`,
    );
  if (later.length === 0)
    failures.push(`${language}: the code of the chart comes with the first view; import it lazily`);
  told.push(`${size.toFixed(1)} (${language})`);
}

for (const language of LANGUAGES) weigh(language);
for (const language of LANGUAGES) {
  const drawing = readdirSync(join(built, 'assets')).filter((file) => file.startsWith(`parts-${language}-`));
  const size = kilobytes(['parts.js', ...drawing.map((file) => `assets/${file}`)]);
  console.log(`${language}: the parts for a host's page: ${size.toFixed(1)} KB gzipped`);
  if (drawing.length !== 1 || size > PARTS_KB)
    failures.push(
      `${language}: the parts take ${size.toFixed(1)} KB in ${drawing.length} files; one of at most ${PARTS_KB} KB is wanted`,
    );
}
const beacon = kilobytes(['beacon.js']);
console.log(`the beacon: ${Math.round(beacon * 1024)} bytes gzipped`);
if (beacon > BEACON_KB)
  failures.push(`the beacon takes ${beacon.toFixed(2)} KB, which is more than ${BEACON_KB} KB`);
for (const file of readdirSync(join(built, 'assets'))) {
  const foreign = readFileSync(join(built, 'assets', file), 'utf8').match(/https?:\/\/[\w.-]+/g) ?? [];
  const places = new Set(foreign.filter((address) => !NAMES.test(address)));
  if (places.size > 0) failures.push(`${file} names ${[...places].join(', ')}`);
}
for (const failure of failures) console.error(`bundle: ${failure}`);
if (failures.length > 0) process.exit(1);
console.log(`bundle: the first view takes ${told.join(', ')} of ${BUDGET_KB} KB`);
