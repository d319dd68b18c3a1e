// `npm run test:pg15`: every test that uses a database, on the oldest PostgreSQL that is supported;
// `npm run test:pg15 -- --browser` those of the panel instead. Other arguments go to vitest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { startPostgres15 } from './lib/postgres15.mjs';
import { filesIn, readReport, root, runVitest } from './lib/vitest.mjs';

const files = filesIn('src', 'test')
  .filter(
    (path) =>
      path.endsWith('.test.ts') && !path.startsWith('test/browser/') && !path.startsWith('test/proof/'),
  )
  .filter((path) => /\b(testDatabase|emptyDatabase)\(/.test(readFileSync(join(root, path), 'utf8')))
  .sort();
const given = process.argv.slice(2);
const browser = given.includes('--browser');
const server = await startPostgres15({ settings: { max_connections: '120' } });
try {
  const rest = given.filter((each) => each !== '--browser');
  const args = browser ? ['--project', 'browser', ...rest] : ['--project', 'unit', ...files, ...rest];
  const env = { TEST_DATABASE_URL: server.url };
  console.log(`PostgreSQL ${server.version}: ${browser ? 'the panel' : `${files.length} files`}`);
  if (browser) await import('./build.mjs');
  process.exitCode = await runVitest('postgres15', args, {
    ...env,
    ...(browser && { CHROMIUM_PATH: await findChromium() }),
  });
  const { passed, failed, skipped } = readReport('postgres15');
  console.log(`\nPostgreSQL ${server.version}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
} finally {
  await server.stop();
}
