// Fails where the schema in src/db/schema would generate a migration that drizzle/ doesn't hold.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from './lib/apt.mjs';
import { root } from './lib/vitest.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'joip-migrations-'));
try {
  cpSync(join(root, 'drizzle'), scratch, { recursive: true });
  const before = new Set(readdirSync(scratch));
  const schema = './src/db/schema/generate.ts';
  const cli = join(root, 'node_modules/drizzle-kit/bin.cjs');
  // TRICKY: it takes the folder for a path from here, whatever it looks like.
  const out = relative(root, scratch);
  const args = [
    cli,
    'generate',
    '--dialect',
    'postgresql',
    '--schema',
    schema,
    '--out',
    out,
    '--name',
    'drift',
  ];
  const output = await run(process.execPath, args, { cwd: root });
  const made = readdirSync(scratch).filter((name) => !before.has(name));
  if (made.length > 0) {
    console.error('The schema and drizzle/ differ; run `npm run migrations` and commit what it makes:');
    for (const name of made)
      if (name.endsWith('.sql')) console.error(readFileSync(join(scratch, name), 'utf8'));
    process.exitCode = 1;
  } else if (output.includes('No schema changes')) console.log('migrations: nothing to generate');
  else {
    console.error(`drizzle-kit didn't say that there is nothing to do:\n${output}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
