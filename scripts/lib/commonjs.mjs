import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** As the condition `require` of package.json has it. */
const FOLDER = 'cjs';

/**
 * What CommonJS is given, in a folder of its own that says so: each entry hands on what the ES module of the same name
 * exports, so that there is one of everything in a process; and the declarations once more, since a compiler that knows
 * no `require` of an ES module (`"module": "node16"`) refuses those of one.
 *
 * @param {string} dist
 * @param {string[]} entries scripts under `dist`
 */
export function addCommonJs(dist, entries) {
  const folder = join(dist, FOLDER);
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.d.ts'),
  );
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  for (const path of declarations) cpSync(join(dist, path), join(folder, path));
  for (const entry of entries) {
    const up = '../'.repeat(entry.split('/').length);
    mkdirSync(dirname(join(folder, entry)), { recursive: true });
    writeFileSync(join(folder, entry), `module.exports = require('${up}${entry}');\n`);
  }
}
