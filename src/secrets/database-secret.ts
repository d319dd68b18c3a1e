import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import type { LoadedSecret } from './load-secret.ts';

/** The secret that a database keeps for itself: it protects nothing from whoever reads the database. */
export async function databaseSecret(db: Database): Promise<LoadedSecret> {
  await db.pool.query(
    `insert into ${db.s}.meta (key, value) values ('secret', to_jsonb($1::text)) on conflict (key) do nothing`,
    [randomBytes(32).toString('hex')],
  );
  return { secret: Buffer.from(String(await readMeta(db, 'secret')), 'utf8'), source: 'database' };
}

/**
 * Whether the database was used under this secret before. The first call notes a fingerprint of it; with
 * another secret, erased users aren't recognised and the audit log's signed heads don't verify.
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
