import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './db/connect.ts';
import { readMeta, writeMeta } from './db/meta.ts';

/** What keys are derived for; each has one of its own, so that none can stand in for another. */
export type KeyPurpose =
  | 'tombstones'
  | 'audit-subjects'
  | 'audit-heads'
  | 'pseudonyms'
  | 'auth'
  | 'cookies'
  | 'second-factor';

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

/** The secret that a database keeps for itself: it protects nothing from whoever reads the database. */
export async function databaseSecret(db: Database): Promise<LoadedSecret> {
  await db.pool.query(
    `insert into ${db.s}.meta (key, value) values ('secret', to_jsonb($1::text)) on conflict (key) do nothing`,
    [randomBytes(32).toString('hex')],
  );
  return { secret: Buffer.from(String(await readMeta(db, 'secret')), 'utf8'), source: 'database' };
}

/**
 * A 32-byte key for one purpose (HKDF, SHA-256).
 *
 * @example deriveKey(secret, 'tombstones')
 */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'joip-analytics', purpose, 32));
}

/**
 * Whether the database was used under this secret before. The first call notes a fingerprint of it; with
 * another secret, erased users are not recognised and the audit log's signed heads do not verify.
 */
export async function matchesSecret(db: Database, secret: Uint8Array): Promise<boolean> {
  const mark = markOf(secret);
  const known = await readMeta(db, 'secret_mark');
  if (known === undefined) await writeMeta(db, 'secret_mark', mark);
  return known === undefined || known === mark;
}

const markOf = (secret: Uint8Array) =>
  createHmac('sha256', secret).update('joip-analytics').digest('hex').slice(0, 16);

/** Whether the secret in use is the one that the database keeps, so that whoever reads it has both. */
export async function usesDatabaseSecret(db: Database): Promise<boolean> {
  const [stored, mark] = [await readMeta(db, 'secret'), await readMeta(db, 'secret_mark')];
  return stored !== undefined && mark === markOf(Buffer.from(String(stored), 'utf8'));
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
