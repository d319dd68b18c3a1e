import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigFile } from './define.ts';
import { ConfigError } from './resolve.ts';

/** Also in `src`, where a host's compiler looks for all that it compiles. */
const NAMES = ['', 'src/'].flatMap((folder) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
    (ending) => `${folder}joip-analytics.config.${ending}`,
  ),
);

/**
 * Reads the configuration file: `path`, or the one of that name in `folder` or in its `src`, where there is one.
 *
 * @throws ConfigError where `path` is missing or the file can't be run.
 */
export async function readConfigFile(
  path: string | undefined,
  folder: string,
): Promise<{ file: ConfigFile & Record<string, unknown>; filePath?: string }> {
  const filePath = path
    ? resolve(folder, path)
    : NAMES.map((name) => resolve(folder, name)).find((each) => existsSync(each));
  if (!filePath) return { file: {} };
  if (!existsSync(filePath))
    throw new ConfigError(`there is no configuration file ${filePath}; check --config, or leave it out`);
  // Loaded only where a file exists: it costs a tenth of a second.
  const { createJiti } = await import('jiti');
  try {
    const file = await createJiti(import.meta.url).import<unknown>(filePath, { default: true });
    if (typeof file === 'object' && file !== null) return { file: file as ConfigFile, filePath };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`${filePath} can't be read: ${why}`, { cause });
  }
  throw new ConfigError(`${filePath} needs a default export: export default defineConfig({ ... })`);
}
