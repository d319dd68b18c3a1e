import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Compiles what runs, as it is published: a thread is started from compiled files alone on every Node. */
export function compile(): void {
  const script = ['scripts/build.mjs', '--only', 'server', '--javascript'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the server can't be compiled: ${stderr}`);
}

const load = <T>(path: string): Promise<T> => import(new URL(`../../dist/${path}`, import.meta.url).href);

/** The compiled modules of those names. Compile them first. */
export const compiled = {
  installation: () => load<typeof import('../../src/app/open-installation.ts')>('app/open-installation.js'),
  listen: () => load<typeof import('../../src/cli/listen.ts')>('cli/listen.js'),
  build: () => load<typeof import('../../src/store/build.ts')>('store/build.js'),
  sweep: () => load<typeof import('../../src/store/sweep.ts')>('store/sweep.js'),
  store: () => load<typeof import('../../src/store/store.ts')>('store/store.js'),
};
