// Writes openapi.json from src/contract by src/openapi; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'tsx/esm/api';

register();
const { openApiDocument } = await import('../src/openapi/index.ts');
const { defaultCatalogue } = await import('../src/catalogue/index.ts');
const { packageVersion } = await import('../src/db/package-file.ts');
const file = new URL('../openapi.json', import.meta.url);

const made = openApiDocument({ catalogue: defaultCatalogue, basePath: '', version: packageVersion() });
const text = `${JSON.stringify(made, null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error('openapi.json is out of date; run `node scripts/openapi.mjs`');
    process.exit(1);
  }
} else writeFileSync(file, text);
