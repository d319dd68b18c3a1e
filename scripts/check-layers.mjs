// Proves that lint keeps the layers apart, and the rooms of the panel: every file of src/ stands in a layer, and in a
// scratch project, where each imports every other one, exactly the forbidden imports are refused.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserSafe, deepest, entry, layers, rooms } from './lib/layers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = Object.keys(layers);
const all = [...names, entry, 'node:fs'];
const ROOM_PROBES = [...rooms.map((room) => `${room}/probe.ts`), 'router.tsx', 'views/another/probe.ts'];

const outside = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((found) => found.isFile())
  .map((found) => relative(join(root, 'src'), join(found.parentPath, found.name)).split(sep))
  .filter(([layer = '', ...rest]) =>
    rest.length === 0 ? layer !== entry : !names.includes(layer) || rest.length > deepest,
  );
if (outside.length > 0)
  fail(
    `no layer of scripts/lib/layers.mjs holds src/${outside.map((path) => path.join('/')).join(', src/')}`,
  );

const scratch = mkdtempSync(join(tmpdir(), 'joip-layers-'));
try {
  for (const file of ['biome.json', 'biome.layers.json', '.gitignore'])
    cpSync(join(root, file), join(scratch, file));
  for (const name of names) {
    // One import a line, from each depth of the layer's folders.
    for (const [at, folder] of foldersOf(name).entries()) {
      const lines = all.map((other) => `import '${pathTo(other, '../'.repeat(at + 1))}';\n`);
      mkdirSync(join(scratch, 'src', folder), { recursive: true });
      writeFileSync(join(scratch, 'src', folder, 'probe.ts'), lines.join(''));
    }
  }
  for (const folder of roomFolders()) {
    const up = '../'.repeat(folder.split('/').length);
    const lines = [
      ...ROOM_PROBES.map((other) => `import '${up}${other}';\n`),
      "import '../../../http/probe.ts';\n",
    ];
    mkdirSync(join(scratch, 'src/dashboard', folder), { recursive: true });
    writeFileSync(join(scratch, 'src/dashboard', folder, 'room.ts'), lines.join(''));
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
  if (!stdout.startsWith('{')) fail(`biome didn't run:\n${stderr}`);
  const refused = new Set(refusals(JSON.parse(stdout)));
  const problems = [];
  let checked = 0;
  for (const name of names)
    for (const folder of foldersOf(name))
      for (const other of all) {
        if (other === name) continue;
        checked++;
        const allowed =
          other === 'node:fs' ? !browserSafe.includes(name) : (layers[name] ?? []).includes(other);
        if (refused.has(`src/${folder}/probe.ts ${other}`) === allowed)
          problems.push(`src/${folder} importing ${other} is ${allowed ? 'refused' : 'not refused'} by lint`);
      }
  for (const folder of roomFolders())
    for (const [at, other] of ROOM_PROBES.entries()) {
      checked++;
      const allowed = roomAllows(folder, other);
      if (refused.has(`src/dashboard/${folder}/room.ts ${all[at]}`) === allowed)
        problems.push(
          `src/dashboard/${folder} importing ${other} is ${allowed ? 'refused' : 'not refused'} by lint`,
        );
    }
  if (problems.length > 0)
    fail(`${problems.join('\n')}\nrun \`node scripts/layers.mjs\` and commit biome.layers.json`);
  console.log(`layers: ${checked} imports tried, ${refused.size} refused, each as it should be`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {string} name */
function foldersOf(name) {
  return Array.from({ length: deepest }, (_, at) => `${name}${'/deep'.repeat(at)}`);
}

/** Each room, and a folder in it; a view is a folder, so `views` itself holds no files. */
function roomFolders() {
  return rooms.flatMap((room) =>
    room === 'views' ? ['views/deep', 'views/deep/deep'] : [room, `${room}/deep`],
  );
}

/** @param {string} folder @param {string} other */
function roomAllows(folder, other) {
  const [room = ''] = folder.split('/');
  const [target = ''] = other.split('/');
  if (target === 'router.tsx') return false;
  if (room === target) return room !== 'views';
  return rooms.indexOf(target) > rooms.indexOf(room);
}

/** @param {string} other @param {string} up */
function pathTo(other, up) {
  if (other.startsWith('node:')) return other;
  return other === entry ? `${up}${other}` : `${up}${other}/probe.ts`;
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
