import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Modules that benchmarks call; the package itself has them inside of its files. */
const MODULES = [
  'app/open-installation',
  'cli/listen',
  'jobs/rebuild',
  'store/build',
  'store/sweep',
  'store/store',
] as const;
const FOLDER = '.cache/compiled';

/** Compiles what runs, as it is published: a thread is started from compiled files alone on every Node. */
export function compile(): void {
  run('scripts/build.mjs', '--only', 'server', '--javascript');
  run('scripts/lib/bundle-server.mjs', FOLDER, ...MODULES.map((name) => `src/${name}.ts`));
}

function run(...script: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the server can't be compiled: ${stderr}`);
}

const load = <T>(name: (typeof MODULES)[number]): Promise<T> =>
  import(new URL(`../../${FOLDER}/${name}.js`, import.meta.url).href);

/** The compiled modules of those names. Compile them first. */
export const compiled = {
  installation: () => load<typeof import('../../src/app/open-installation.ts')>('app/open-installation'),
  listen: () => load<typeof import('../../src/cli/listen.ts')>('cli/listen'),
  build: () => load<typeof import('../../src/store/build.ts')>('store/build'),
  rebuild: () => load<typeof import('../../src/jobs/rebuild.ts')>('jobs/rebuild'),
  sweep: () => load<typeof import('../../src/store/sweep.ts')>('store/sweep'),
  store: () => load<typeof import('../../src/store/store.ts')>('store/store'),
};
