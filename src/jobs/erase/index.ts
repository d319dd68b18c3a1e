import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { lockArchive } from '../../db/archived.ts';
import { type Database, transaction } from '../../db/connect.ts';
import { ERASED, ERASED_INTERNAL, isMarker } from '../../db/erased.ts';
import { bumpCacheEpoch } from '../../db/meta.ts';
import { atLeisure, takeTime } from '../../db/silence.ts';
import { outdateUserDays } from '../../db/user-days.ts';
import type { Tombstones } from '../../ingest/tombstones.ts';
import { outdateSegments } from '../segments.ts';
import { anonymiseFacts } from './facts.ts';
import { eraseLetters, findNaming, type Naming, type Person, redactNaming } from './mentions.ts';
import { redactNotes } from './notes.ts';
import { ANONYMOUS, mergeReceipts, NOTES, type Receipt } from './receipt.ts';
import { archiveRollups, type Erased, moveSignals } from './totals.ts';

export type { Receipt } from './receipt.ts';

export interface EraseOptions {
  catalogue: CatalogueInput;
  tombstones: Tombstones;
  /** Milliseconds since 1970. */
  now: number;
  /** Forgets, in the same transaction, whom the audit log's tokens stand for; answers how many were blanked. */
  eraseAuditSubject?: (client: pg.PoolClient, userId: string, also: readonly string[]) => Promise<number>;
}

/** Tables whose rows are a user's and nobody else's. */
const OWN = [
  'activity_pending',
  'user_activity_logs',
  'user_usage_stats',
  'user_daily_stats',
  'user_daily_values',
  'user_signals',
  'archived_counts',
] as const;

/**
 * Erases one user: every row of theirs goes, platform totals stay, and a tombstone keeps what comes later
 * out. One transaction; writers wait for it, so the log is searched for mentions before and, for what came
 * in between, after it. Erasing again removes what may have come in by a transaction
 * that was open at the first time, and answers the same receipt.
 *
 * @returns null where nothing is known of the user and nobody of this id was erased
 * @example
 * const receipt = await eraseUser(db, 'user-1', { catalogue, tombstones, now: Date.now() });
 */
export async function eraseUser(db: Database, userId: string, o: EraseOptions): Promise<Receipt | null> {
  if (isMarker(userId)) return null;
  const naming = await findNaming(db, o.catalogue, userId);
  const done = await transaction(db, (client) => {
    takeTime(client);
    return eraseIn(db, client, userId, naming, o);
  });
  if (!done) return null;
  const missed = await findNaming(db, o.catalogue, userId);
  if (missed.length === 0) return done.receipt;
  const redacted = await atLeisure(db, (client) => redactNaming(db, client, missed, userId, done.alias));
  const receipt = mergeReceipts(done.receipt, {
    ...done.receipt,
    removed: {},
    redacted: { user_activity_logs: redacted },
  });
  await keepReceipt(db, db.pool, o.tombstones.hashOf(userId), done.alias, receipt);
  return receipt;
}

async function eraseIn(
  db: Database,
  client: pg.PoolClient,
  userId: string,
  naming: readonly Naming[],
  o: EraseOptions,
): Promise<{ receipt: Receipt; alias: string } | null> {
  await lockArchive(client);
  await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
  const before = await readTombstone(db, client, o.tombstones.hashOf(userId));
  const alias = before?.alias ?? `(erased ${randomBytes(4).toString('hex')})`;
  const found = await remove(db, client, userId, alias, naming, o);
  if (!before && !found.known) return null;
  const receipt: Receipt = {
    erasedAt: new Date(o.now).toISOString(),
    removed: found.removed,
    redacted: found.redacted,
    anonymous: ANONYMOUS,
    notes: NOTES,
  };
  const merged = before ? mergeReceipts(before.receipt, receipt) : receipt;
  await keepReceipt(db, client, o.tombstones.hashOf(userId), alias, merged);
  await bumpCacheEpoch(db, client);
  return { receipt: merged, alias };
}

async function keepReceipt(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  hash: string,
  alias: string,
  receipt: Receipt,
): Promise<void> {
  await client.query(
    `insert into ${db.s}.erased_users (hash, alias, erased_at, receipt) values ($1, $2, $3, $4::jsonb)
     on conflict (hash) do update set receipt = excluded.receipt`,
    [hash, alias, receipt.erasedAt, JSON.stringify(receipt)],
  );
}

async function remove(
  db: Database,
  client: pg.PoolClient,
  userId: string,
  alias: string,
  naming: readonly Naming[],
  o: EraseOptions,
): Promise<{ known: boolean; removed: Record<string, number>; redacted: Record<string, number> }> {
  const { s } = db;
  const { rows } = await client.query<{ email: string | null; name: string | null; internal: boolean }>(
    `select email, name, internal from ${db.relations.users.sql} u where u.id = $1`,
    [userId],
  );
  const internal = rows[0]?.internal ?? false;
  const erased: Erased = { id: userId, internal, marker: internal ? ERASED_INTERNAL : ERASED };
  const person: Person = { id: userId, email: rows[0]?.email ?? null, name: rows[0]?.name ?? null };

  await outdateSegments(db, client, [userId]);
  await outdateUserDays(db, client, [userId]);
  await archiveRollups(db, client, o.catalogue, erased);
  await moveSignals(db, client, o.catalogue, erased);
  const removed: Record<string, number> = {};
  for (const table of OWN)
    removed[table] =
      (await client.query(`delete from ${s}.${table} where user_id = $1`, [userId])).rowCount ?? 0;
  Object.assign(removed, await anonymiseFacts(db, client, erased));
  const letters = await eraseLetters(db, client, person, alias);
  removed.dead_letters = letters.removed;
  removed.users = (await client.query(`delete from ${s}.users where id = $1`, [userId])).rowCount ?? 0;
  const redacted = {
    user_activity_logs: await redactNaming(db, client, naming, userId, alias),
    dead_letters: letters.redacted,
    annotations: await redactNotes(db, client, person, alias),
  };
  const known = Object.values(removed).some((n) => n > 0) || Object.values(redacted).some((n) => n > 0);
  // Asking for a user leaves a subject in the audit log, so that alone makes nobody known.
  const also = [person.email, person.name].filter((text) => text !== null);
  const subjects = await o.eraseAuditSubject?.(client, userId, also);
  if (subjects !== undefined) removed.audit_subjects = subjects;
  return { known, removed, redacted };
}

async function readTombstone(db: Database, client: pg.PoolClient, hash: string) {
  const { rows } = await client.query<{ alias: string; receipt: Receipt }>(
    `select alias, receipt from ${db.s}.erased_users where hash = $1`,
    [hash],
  );
  return rows[0];
}
