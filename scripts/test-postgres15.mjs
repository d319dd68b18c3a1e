// `npm run test:pg15`: every test that uses a database, on the oldest PostgreSQL that is supported.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres15 } from './lib/postgres15.mjs';
import { filesIn, readReport, root, runVitest } from './lib/vitest.mjs';

const files = filesIn('src', 'test')
  .filter(
    (path) =>
      path.endsWith('.test.ts') && !path.startsWith('test/browser/') && !path.startsWith('test/proof/'),
  )
  .filter((path) => /\b(testDatabase|emptyDatabase)\(/.test(readFileSync(join(root, path), 'utf8')))
  .sort();
const server = await startPostgres15({ settings: { max_connections: '120' } });
try {
  console.log(`PostgreSQL ${server.version}: ${files.length} files`);
  const args = ['--project', 'unit', ...files, ...process.argv.slice(2)];
  process.exitCode = await runVitest('postgres15', args, { TEST_DATABASE_URL: server.url });
  const { passed, failed, skipped } = readReport('postgres15');
  console.log(`\nPostgreSQL ${server.version}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
} finally {
  await server.stop();
}
