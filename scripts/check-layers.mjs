// Proves that lint keeps the layers apart: in a scratch project, every layer imports every other one, and
// exactly the forbidden imports must be refused.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserSafe, composers, layers } from './lib/layers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = Object.keys(layers);
const all = [...names, ...composers, 'node:fs'];

const unknown = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !names.includes(entry.name) && !composers.includes(entry.name))
  .map((entry) => entry.name);
if (unknown.length > 0)
  fail(`scripts/lib/layers.mjs does not say what src/${unknown.join(', src/')} may import`);

const scratch = mkdtempSync(join(tmpdir(), 'joip-layers-'));
try {
  for (const file of ['biome.json', 'biome.layers.json', '.gitignore'])
    cpSync(join(root, file), join(scratch, file));
  for (const name of names) {
    // One import a line, from a folder of the layer and from one below it.
    for (const [folder, up] of [
      [name, '..'],
      [join(name, 'deep'), '../..'],
    ]) {
      const lines = all.map((other) => `import '${pathTo(other, /** @type {string} */ (up))}';\n`);
      mkdirSync(join(scratch, 'src', /** @type {string} */ (folder)), { recursive: true });
      writeFileSync(join(scratch, 'src', /** @type {string} */ (folder), 'probe.ts'), lines.join(''));
    }
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=json',
    '--max-diagnostics=none',
    'src',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...args], {
    cwd: scratch,
    encoding: 'utf8',
  });
  if (!stdout.startsWith('{')) fail(`biome did not run:\n${stderr}`);
  const refused = new Set(refusals(JSON.parse(stdout)));
  const problems = [];
  let checked = 0;
  for (const name of names)
    for (const folder of [name, `${name}/deep`])
      for (const other of all) {
        if (other === name) continue;
        checked++;
        const allowed =
          other === 'node:fs' ? !browserSafe.includes(name) : (layers[name] ?? []).includes(other);
        if (refused.has(`src/${folder}/probe.ts ${other}`) === allowed)
          problems.push(`src/${folder} importing ${other} is ${allowed ? 'refused' : 'not refused'} by lint`);
      }
  if (problems.length > 0)
    fail(`${problems.join('\n')}\nrun \`node scripts/layers.mjs\` and commit biome.layers.json`);
  console.log(`layers: ${checked} imports tried, ${refused.size} refused, each as it should be`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {string} other @param {string} up */
function pathTo(other, up) {
  if (other.startsWith('node:')) return other;
  return other.endsWith('.ts') ? `${up}/${other}` : `${up}/${other}/probe.ts`;
}

/**
 * @param {{ diagnostics: { location: { path: string | { file: string }, start?: { line: number } } }[] }} report
 * @returns {string[]} `file target` of each refused import
 */
function refusals({ diagnostics }) {
  return diagnostics.map(({ location }) => {
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    return `${path} ${all[(location.start?.line ?? 0) - 1]}`;
  });
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
