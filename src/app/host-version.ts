import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { HOST_VERSION, isHostVersion } from '../contract/host-version.ts';

/** This package; a version of it says nothing of its host. */
const OURS = 'joip-analytics';
/** What a package has that nobody gives versions. */
const UNSET = '0.0.0';

/** Where a process tells what it is. */
export interface HostProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file that it was started with; absent in a console. */
  readonly main: string | undefined;
  readonly folder: string;
}

const thisProcess = (): HostProcess => ({ env: process.env, main: process.argv[1], folder: process.cwd() });

/**
 * The version of the host: as it tells it, as its environment does, as the script of its package that it was started by, or as
 * the package.json nearest to its main file. A main file of another's package (`next start`) leaves it to the working folder's.
 *
 * @param given an option of the host; false for none
 * @returns null where nothing tells one
 */
export function hostVersion(
  given: string | false | undefined,
  warn: (message: string) => void,
  { env, main, folder }: HostProcess = thisProcess(),
): string | null {
  if (given === false) return null;
  if (given !== undefined) return given;
  const told = env.JOIP_ANALYTICS_HOST_VERSION?.trim();
  if (told) {
    if (isHostVersion(told)) return told;
    // Not its value: something else may have come into it.
    warn(`JOIP_ANALYTICS_HOST_VERSION takes ${HOST_VERSION}; releases aren't marked`);
    return null;
  }
  const script = { name: env.npm_package_name, version: env.npm_package_version };
  const found = script.version ? script : nearest(ownFolder(main) ?? folder);
  return found && found.name !== OURS && found.version !== UNSET && isHostVersion(found.version)
    ? found.version
    : null;
}

/** The folder of a main file; undefined for one that is installed. */
function ownFolder(main: string | undefined): string | undefined {
  if (!main) return undefined;
  try {
    const folder = dirname(realpathSync(main));
    return folder.split(sep).includes('node_modules') ? undefined : folder;
  } catch {
    return undefined;
  }
}

/** The package.json of a folder or of one above it that has a version. */
function nearest(folder: string): { name?: unknown; version?: unknown } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const found: unknown = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
      if (typeof found === 'object' && found !== null && 'version' in found) return found;
    } catch {
      // None here, or none that can be read.
    }
    if (dirname(at) === at) return undefined;
  }
}
