import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Packages that are loaded with a source, before anything is opened. */
async function loadedWith(source: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outdir: 'unused',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: Object.keys({ ...dependencies, ...optionalDependencies }),
  });
  const packages = new Set<string>();
  const seen = new Set<string>();
  const walk = (output: string): void => {
    if (seen.has(output)) return;
    seen.add(output);
    for (const { path, kind, external } of metafile.outputs[output]!.imports)
      if (kind === 'dynamic-import') continue;
      else if (!external) walk(path);
      else if (Object.hasOwn(dependencies, path.split('/')[0]!)) packages.add(path);
  };
  walk(Object.keys(metafile.outputs).find((path) => metafile.outputs[path]!.entryPoint === source)!);
  return [...packages];
}

// What the library needs is read when an installation is opened: a host's own start isn't held up by the import.
it.each([
  ['src/index.ts', []],
  ['src/mount/express.ts', []],
  ['src/mount/node.ts', []],
  ['src/mount/fastify.ts', ['ipaddr.js']],
  ['src/mount/hono.ts', ['ipaddr.js']],
  ['src/mount/koa.ts', ['ipaddr.js']],
  ['src/mount/nestjs.ts', ['ipaddr.js']],
  ['src/mount/next.ts', ['ipaddr.js']],
])('importing %s loads %j of what is installed with us', async (source, expected) => {
  expect(await loadedWith(source)).toEqual(expected);
});
