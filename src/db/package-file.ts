import { existsSync } from 'node:fs';

/** Folder of this package, wherever the build put the code that asks. */
const root = findRoot();

/**
 * A file of this package, such as `drizzle/meta/_journal.json`. It isn't there where a host's bundler took the code
 * away from it.
 */
export const packageFile = (path: string): URL => new URL(path, root);

function findRoot(): URL {
  let folder = new URL('./', import.meta.url);
  for (let up = 0; up < 4; up++, folder = new URL('../', folder))
    if (existsSync(new URL('drizzle/meta/_journal.json', folder))) return folder;
  return folder;
}
