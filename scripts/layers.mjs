// Writes biome.layers.json, the lint rules that keep the layers apart: `node scripts/layers.mjs`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './lib/apt.mjs';
import { browserSafe, composers, layers } from './lib/layers.mjs';

const names = Object.keys(layers);
/** A layer may have an analytics.ts of its own beside the file that imports it; the composer's is above. */
const globs = (/** @type {string} */ name) =>
  name.endsWith('.ts') ? [`../${name}`, `../../${name}`] : [`**/${name}/**`];

const overrides = names.map((name) => {
  const allowed = layers[name] ?? [];
  const group = [
    ...names.filter((other) => other !== name && !allowed.includes(other)),
    ...composers,
  ].flatMap(globs);
  if (browserSafe.includes(name)) group.push('node:*');
  const message = `src/${name} may import ${allowed.join(', ') || 'nothing'} of ours: see scripts/lib/layers.mjs.`;
  return override([`src/${name}/**`, '!**/*.test.ts', '!**/*.test.tsx'], { group, message });
});
const composing = { group: globs('dashboard'), message: 'The panel is built apart, and served as files.' };
overrides.push(override(['src/cli/**', 'src/*.ts'], composing));

/** @param {string[]} includes @param {{ group: string[], message: string }} pattern */
function override(includes, pattern) {
  const rule = { level: 'error', options: { patterns: [pattern] } };
  return { includes, linter: { rules: { style: { noRestrictedImports: rule } } } };
}

const root = fileURLToPath(new URL('..', import.meta.url));
writeFileSync(`${root}biome.layers.json`, `${JSON.stringify({ overrides })}\n`);
await run('npx', ['biome', 'format', '--write', 'biome.layers.json'], { cwd: root });
