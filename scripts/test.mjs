// `npm test`: unit, database, browser and proof tests. Arguments go to vitest: `npm test -- src/jobs`.
import { findChromium } from './lib/chromium.mjs';
import { readCounts, runTests, runVitest } from './lib/vitest.mjs';

const started = performance.now();
const args = process.argv.slice(2);
/** @type {Record<string, string>} */
const env = {};
try {
  if (args.length === 0) {
    // What the browser is shown; what is current is left alone.
    await import('./build.mjs');
    env.CHROMIUM_PATH = await findChromium();
    console.log(`browser: ${env.CHROMIUM_PATH}`);
  }
} catch (error) {
  console.error(`\nnpm test can't run: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
// Of a part, whoever asked for it sees what failed.
const code = await (args.length === 0 ? runTests('tests', [], [], env) : runVitest('tests', args, env));
const { passed, failed, skipped } = readCounts('tests');
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
process.exit(code);
