// Writes biome.layers.json, the lint rules that keep the layers apart: `node scripts/layers.mjs`.
import { writeFileSync } from 'node:fs';
import { browserSafe, deepest, entry, layers, rooms } from './lib/layers.mjs';

const names = Object.keys(layers);
const depths = Array.from({ length: deepest }, (_, at) => at + 1);

const overrides = names.flatMap((name) =>
  depths.map((depth) => rule(`src/${name}`, depth, [outOfLayer(name, depth)])),
);
// What matches a later rule is held by that alone, so it says the layer's as well.
for (const [at, name] of rooms.entries())
  for (const depth of depths.slice(0, -1)) {
    const up = '../'.repeat(depth);
    const refused = rooms.slice(0, at).map((other) => `${up}${other}/**`);
    const above = ['router.tsx', 'main.tsx'].map((other) => `${up}${other}`);
    const views = '../'.repeat(depth - 1);
    const others = name === 'views' && depth > 1 ? [`${views}*/**`, `!${up}**`, `${up}views/**`] : [];
    const group = [...others, ...refused, ...above];
    const message = `${name} may import ${rooms.slice(at + 1).join(', ') || 'no other room'} of the panel: see scripts/lib/layers.mjs.`;
    overrides.push(
      rule(`src/dashboard/${name}`, depth, [outOfLayer('dashboard', depth + 1), { group, message }]),
    );
  }
overrides.push(
  override(
    [`src/${entry}`],
    [{ group: ['./dashboard/**'], message: 'The panel is built apart, and served as files.' }],
  ),
);

/** What a layer's files of one depth may not import. @param {string} name @param {number} depth @returns {Pattern} */
function outOfLayer(name, depth) {
  const allowed = layers[name] ?? [];
  const refused = names.filter((other) => other !== name && !allowed.includes(other));
  const up = '../'.repeat(depth);
  const group = [...refused.map((other) => `${up}${other}/**`), `${up}${entry}`];
  if (browserSafe.includes(name)) group.push('node:*');
  const message = `src/${name} may import ${allowed.join(', ') || 'nothing'} of ours: see scripts/lib/layers.mjs.`;
  return { group, message };
}

/** @typedef {{ group: string[], message: string }} Pattern */

/** Of the files that stand so deep in a folder. @param {string} folder @param {number} depth @param {Pattern[]} patterns */
function rule(folder, depth, patterns) {
  const files = `${folder}${'/*'.repeat(depth)}`;
  return override([`${files}.{ts,tsx}`, '!**/*.test.ts', '!**/*.test.tsx'], patterns);
}

/** @param {string[]} includes @param {Pattern[]} patterns */
function override(includes, patterns) {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes, linter: { rules: { style: { noRestrictedImports } } } };
}

// A rule a line, so that a change of one layer is seen as one.
const lines = overrides.map((rule) => JSON.stringify(rule)).join(',\n');
writeFileSync(new URL('../biome.layers.json', import.meta.url), `{ "overrides": [\n${lines}\n] }\n`);
