// What runs of the server, in few files: `node scripts/lib/bundle-server.mjs FOLDER [SOURCE…]`, by default the sources
// that tsconfig.build.json names. Node loads one file much faster
// than the hundreds that the sources and their libraries are. What `dependencies` of package.json names stays a package
// that is installed; any other library becomes part of ours, its licence told in `licenses.txt`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const [outdir = join(root, 'dist'), ...sources] = process.argv.slice(2);
const { dependencies } = JSON.parse(read('package.json'));
/** The same that declarations are made of. */
const { files } = JSON.parse(read('tsconfig.build.json').replaceAll(/^\s*\/\/.*$/gm, ''));

/**
 * CommonJS asks for Node's own modules by `require`, which an ES module hasn't, and `createRequire` would need an address
 * that a host's bundler takes away.
 *
 * @type {import('esbuild').Plugin}
 */
const nodeModules = {
  name: 'node-modules-of-commonjs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'node' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: sources.length > 0 ? sources : files,
  outbase: 'src',
  outdir,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  external: Object.keys(dependencies),
  plugins: [nodeModules],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap(
    (path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? [],
  ),
);
writeFileSync(
  join(outdir, 'licenses.txt'),
  [...packages].sort().map(licence).join('\n\n----------------------------------------\n\n'),
);

/** @param {string} name */
function licence(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(read(join(folder, 'package.json')));
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file && existsSync(join(root, folder, file)) ? read(join(folder, file)).trim() : license;
  return `${name} ${version} (${license})\n\n${text}`;
}
