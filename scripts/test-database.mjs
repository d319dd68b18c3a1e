// `npm run test:database -- <kind>`: every test that uses a database, on one kind of PostgreSQL; without a kind it
// lists them. `--browser` takes those of the panel instead. Other arguments go to vitest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { kinds, startKind, whyNot } from './lib/database-kinds.mjs';
import { filesIn, readCounts, root, runTests } from './lib/vitest.mjs';

const [name = '', ...given] = process.argv.slice(2);
const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
if (!kind) {
  if (name) console.error(`There is no kind of database "${name}".\n`);
  console.error('npm run test:database -- <kind> [--browser] [vitest arguments], where <kind> is one of\n');
  for (const [each, { title }] of Object.entries(kinds)) console.error(`  ${each.padEnd(14)} ${title}`);
  process.exit(2);
}
const reason = whyNot(kind);
if (reason) {
  console.log(`${kind.title}: not run. ${reason}`);
  process.exit(0);
}
// Odd plans and a pooler in between take their time.
const SLOW = ['--testTimeout=120000', '--hookTimeout=180000'];
const browser = given.includes('--browser');
const isPath = (/** @type {string} */ each) => /^(src|test)\//.test(each);
const rest = given.filter((each) => each !== '--browser' && !isPath(each));
const chosen = given.filter(isPath);
const files = filesIn('src', 'test')
  .filter(
    (path) =>
      path.endsWith('.test.ts') && !path.startsWith('test/browser/') && !path.startsWith('test/proof/'),
  )
  .filter((path) => /\b(testDatabase|emptyDatabase)\(/.test(readFileSync(join(root, path), 'utf8')))
  .sort();
// vitest adds up what it is given: files that were named stand in place of all of them.
const wanted = chosen.length > 0 || browser ? chosen : files;
const options = ['--project', browser ? 'browser' : 'unit', ...(browser ? [] : SLOW), ...rest];
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
const server = await startKind(kind);
try {
  console.log(`PostgreSQL ${server.version}, ${kind.title}`);
  if (browser) await import('./build.mjs');
  const env = { ...server.env, ...(browser && { CHROMIUM_PATH: await findChromium() }) };
  process.exitCode = await runTests(name, options, wanted, env);
  const { passed, failed, skipped } = readCounts(name);
  console.log(`\n${kind.title}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
} finally {
  await server.stop();
}
