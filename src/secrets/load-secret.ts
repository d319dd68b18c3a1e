import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the installation's secret is kept: `SECRET_KEY`, a file of the data folder, or (weaker) the database. */
export type SecretSource = 'option' | 'file' | 'database';

export interface LoadedSecret {
  readonly secret: Buffer;
  readonly source: SecretSource;
}

const FILE = 'secret.key';

/**
 * The installation's secret: `secretKey` where given, else the file `secret.key` (mode 0600) of `dataDir`,
 * made there at the first call.
 *
 * @param o.secretKey any text of at least 32 characters
 * @returns null where neither is given; `databaseSecret` is what is left then
 * @example
 * loadSecret({ dataDir: '/srv/analytics' }); // { secret: <32 bytes>, source: 'file' }
 */
export function loadSecret(o: {
  secretKey?: string | undefined;
  dataDir?: string | undefined;
}): LoadedSecret | null {
  if (o.secretKey) return { secret: Buffer.from(o.secretKey, 'utf8'), source: 'option' };
  return o.dataDir ? { secret: fileSecret(o.dataDir), source: 'file' } : null;
}

/** Linked into place whole, so that two processes at their first start read the same one. */
function fileSecret(dataDir: string): Buffer {
  const path = join(dataDir, FILE);
  try {
    return read(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dataDir, { recursive: true });
  const draft = join(dataDir, `.${FILE}.${process.pid}.${randomBytes(4).toString('hex')}`);
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(path);
}

function read(path: string): Buffer {
  const text = readFileSync(path, 'utf8').trim();
  if (text.length < 32)
    throw new Error(
      `${path} holds no secret; restore it from a backup, or remove it to have a new one made: ` +
        'users erased before are then not recognised',
    );
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path} can be read by others than its owner; run: chmod 600 ${path}`);
  return Buffer.from(text, 'utf8');
}
