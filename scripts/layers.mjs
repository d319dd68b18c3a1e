// Writes biome.layers.json, the lint rules that keep the layers apart: `node scripts/layers.mjs`.
import { writeFileSync } from 'node:fs';
import { browserSafe, deepest, entry, layers } from './lib/layers.mjs';

const names = Object.keys(layers);
const depths = Array.from({ length: deepest }, (_, at) => at + 1);

const overrides = names.flatMap((name) => {
  const allowed = layers[name] ?? [];
  const refused = names.filter((other) => other !== name && !allowed.includes(other));
  const message = `src/${name} may import ${allowed.join(', ') || 'nothing'} of ours: see scripts/lib/layers.mjs.`;
  return depths.map((depth) => {
    const up = '../'.repeat(depth);
    const group = [...refused.map((other) => `${up}${other}/**`), `${up}${entry}`];
    if (browserSafe.includes(name)) group.push('node:*');
    const files = `src/${name}${'/*'.repeat(depth)}`;
    return override([`${files}.{ts,tsx}`, '!**/*.test.ts', '!**/*.test.tsx'], { group, message });
  });
});
overrides.push(
  override([`src/${entry}`], {
    group: ['./dashboard/**'],
    message: 'The panel is built apart, and served as files.',
  }),
);

/** @param {string[]} includes @param {{ group: string[], message: string }} pattern */
function override(includes, pattern) {
  const rule = { level: 'error', options: { patterns: [pattern] } };
  return { includes, linter: { rules: { style: { noRestrictedImports: rule } } } };
}

// A rule a line, so that a change of one layer is seen as one.
const lines = overrides.map((rule) => JSON.stringify(rule)).join(',\n');
writeFileSync(new URL('../biome.layers.json', import.meta.url), `{ "overrides": [\n${lines}\n] }\n`);
