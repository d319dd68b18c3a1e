import { readFileSync } from 'node:fs';
import { packageFile } from '../db/package-file.ts';

/** Version of this package, as its package.json has it. */
export function packageVersion(): string {
  const file = readFileSync(packageFile('package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
