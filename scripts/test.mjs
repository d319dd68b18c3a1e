// `npm test`: unit, database, browser and proof tests. Arguments go to vitest: `npm test -- src/jobs`.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { filesIn, readReport, root, runVitest } from './lib/vitest.mjs';

const started = performance.now();
const args = process.argv.slice(2);
/** @type {Record<string, string>} */
const env = {};
try {
  if (args.length === 0) {
    if (panelIsStale()) await import('./build.mjs');
    env.CHROMIUM_PATH = await findChromium();
    console.log(`browser: ${env.CHROMIUM_PATH}`);
  }
} catch (error) {
  console.error(`\nnpm test can not run: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
const code = await runVitest('tests', args, env);
const { passed, failed, skipped } = readReport('tests');
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
process.exit(code);

/** Whether what the browser is shown is missing, or older than its sources. */
function panelIsStale() {
  const built = join(root, 'dist/dashboard/index.html');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  const sources = filesIn('src/dashboard', 'src/catalogue', 'src/contract', 'src/client');
  return sources.some((path) => statSync(join(root, path)).mtimeMs > at);
}
