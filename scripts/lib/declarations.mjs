import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /(?:^|[\s;])(?:import|export)\b[^'";]*?from\s*["']([^"']+)["']|import\(["']([^"']+)["']\)/gm;

/**
 * The declarations that a compiler reads from these entries on, and the packages that they name.
 *
 * @param {string} dist
 * @param {string[]} entries paths under `dist`
 * @returns {{ files: Set<string>, packages: Map<string, string> }} each package with a file that names it
 */
export function reachable(dist, entries) {
  const files = new Set();
  const packages = new Map();
  const waiting = entries.map((entry) => join(dist, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    for (const [, from, inline] of code.matchAll(IMPORT)) {
      const name = /** @type {string} */ (from ?? inline);
      if (name.startsWith('.')) waiting.push(join(dirname(file), name.replace(/(?:\.d)?\.[jt]s$/, '.d.ts')));
      else packages.set(name, file);
    }
  }
  return { files, packages };
}
