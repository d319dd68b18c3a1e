import { randomBytes } from 'node:crypto';
import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { type Database, transaction } from '../../db/connect.ts';
import { ERASED, ERASED_INTERNAL, isMarker } from '../../db/erased.ts';
import { bumpCacheEpoch } from '../../db/meta.ts';
import type { Person } from '../../db/naming.ts';
import { ROWS_TABLES } from '../../db/personal.ts';
import { atLeisure, takeTime } from '../../db/silence.ts';
import type { Tombstones } from '../../ingest/tombstones.ts';
import { KeptDamaged } from '../../store/listed.ts';
import { lockChronicle } from '../../store/lock.ts';
import { registerExtra } from '../../store/register.ts';
import { sweepErased } from '../../store/sweep.ts';
import { redactFactIds } from './fact-ids.ts';
import { anonymiseFacts } from './facts.ts';
import { eraseLetters, findOthers, type Others, redactOthers } from './mentions.ts';
import { forgetHostOperator, redactNotes, redactSegments, redactViews } from './notes.ts';
import { ANONYMOUS, mergeReceipts, notesFor, type Receipt } from './receipt.ts';
import { keepForNobody, Unregistered } from './totals.ts';

export type { Receipt } from './receipt.ts';

export interface EraseOptions {
  catalogue: CatalogueInput;
  tombstones: Tombstones;
  /** Milliseconds since 1970. */
  now: number;
  /** Forgets, in the same transaction, whom the audit log's tokens stand for; answers how many were blanked. */
  eraseAuditSubject?: (client: pg.PoolClient, userId: string, also: readonly string[]) => Promise<number>;
}

/**
 * Erases one user: every row of theirs goes, platform totals stay, and a tombstone keeps what comes later
 * out. One transaction; writers wait for it, so the log is searched for mentions before and, for what came
 * in between, after it. Last the user's number is taken out of the bytes of blocks and of what is kept. Erasing again removes what may have come in by a transaction
 * that was open at the first time, and answers the same receipt.
 *
 * @returns null where nothing is known of the user and nobody of this id was erased
 * @example
 * const receipt = await eraseUser(db, 'user-1', { catalogue, tombstones, now: Date.now() });
 */
export async function eraseUser(db: Database, userId: string, o: EraseOptions): Promise<Receipt | null> {
  if (isMarker(userId)) return null;
  const others = await findOthers(db, o.catalogue, await whoIs(db, db.pool, userId));
  const done = await eraseWhole(db, userId, others, o);
  if (!done) return null;
  // What was written between the search and the erasure.
  const missed = await findOthers(db, o.catalogue, done.person);
  const redacted = await atLeisure(db, (client) => redactOthers(db, client, done.person, missed, done.alias));
  const receipt =
    redacted === 0
      ? done.receipt
      : mergeReceipts(done.receipt, {
          ...done.receipt,
          removed: {},
          redacted: { user_activity_logs: redacted },
        });
  if (redacted > 0) await keepReceipt(db, db.pool, o.tombstones.hashOf(userId), done.alias, receipt);
  await sweepErased(db).catch((error: unknown) => {
    // The user is erased; the job that sweeps goes on telling of the damage until it is mended.
    if (!(error instanceof KeptDamaged)) throw error;
  });
  return receipt;
}

type Done = { readonly receipt: Receipt; readonly alias: string; readonly person: Person };

/** How often kinds are registered that a log holds without having been counted here. */
const TURNS = 5;

async function eraseWhole(
  db: Database,
  userId: string,
  others: Others,
  o: EraseOptions,
): Promise<Done | null> {
  for (let turn = 1; ; turn++) {
    try {
      return await transaction(db, (client) => {
        takeTime(client);
        return eraseIn(db, client, userId, others, o);
      });
    } catch (error) {
      if (!(error instanceof Unregistered) || turn === TURNS) throw error;
      await registerExtra(db, o.catalogue, error.read);
    }
  }
}

/** What is known of the user; `no` is null where there is no row. */
interface Known extends Person {
  readonly no: number | null;
  readonly internal: boolean;
}

async function whoIs(db: Database, client: pg.Pool | pg.PoolClient, id: string): Promise<Known> {
  const { rows } = await client.query<Omit<Known, 'id'>>(
    `select email, name, user_no as no, internal from ${db.relations.users.sql} u where u.id = $1`,
    [id],
  );
  return { id, ...(rows[0] ?? { email: null, name: null, no: null, internal: false }) };
}

async function eraseIn(
  db: Database,
  client: pg.PoolClient,
  userId: string,
  others: Others,
  o: EraseOptions,
): Promise<Done | null> {
  await lockChronicle(db, client, '60s', { removes: true });
  await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
  const before = await readTombstone(db, client, o.tombstones.hashOf(userId));
  const alias = before?.alias ?? `(erased ${randomBytes(4).toString('hex')})`;
  const person = await whoIs(db, client, userId);
  const found = await remove(db, client, person, alias, others, o);
  if (!before && !found.known) return null;
  const receipt: Receipt = {
    erasedAt: new Date(o.now).toISOString(),
    removed: found.removed,
    redacted: found.redacted,
    anonymous: ANONYMOUS,
    notes: notesFor(db.relations),
  };
  const merged = before ? mergeReceipts(before.receipt, receipt) : receipt;
  await keepReceipt(db, client, o.tombstones.hashOf(userId), alias, merged);
  await bumpCacheEpoch(db, client);
  return { receipt: merged, alias, person };
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
  person: Known,
  alias: string,
  others: Others,
  o: EraseOptions,
): Promise<{ known: boolean; removed: Record<string, number>; redacted: Record<string, number> }> {
  const { s } = db;
  const { id, no, internal } = person;
  const erased = { id, internal, marker: internal ? ERASED_INTERNAL : ERASED };

  if (no !== null) await keepForNobody(db, client, o.catalogue, { ...erased, no });
  const removed: Record<string, number> = {};
  for (const name of ROWS_TABLES) {
    const table = getTableName(db.tables[name]);
    removed[table] = (await client.query(`delete from ${s}.${table} where user_id = $1`, [id])).rowCount ?? 0;
  }
  Object.assign(removed, await anonymiseFacts(db, client, erased));
  const letters = await eraseLetters(db, client, person, alias);
  const views = await redactViews(db, client, person, alias);
  const host = await forgetHostOperator(db, client, id);
  removed.dead_letters = letters.removed;
  removed.saved_views = views.removed;
  removed.users = (await client.query(`delete from ${s}.users where id = $1`, [id])).rowCount ?? 0;
  const redacted: Record<string, number> = {
    user_activity_logs: await redactOthers(db, client, person, others, alias),
    dead_letters: letters.redacted,
    annotations: (await redactNotes(db, client, person, alias)) + host.annotations,
    saved_views: views.redacted,
    segments: (await redactSegments(db, client, person, alias)) + host.segments,
    ...(await redactFactIds(db, client, person, alias)),
  };
  const known = Object.values(removed).some((n) => n > 0) || Object.values(redacted).some((n) => n > 0);
  // Asking for a user leaves a subject in the audit log, so that alone makes nobody known.
  const also = [person.email, person.name].filter((text) => text !== null);
  const subjects = await o.eraseAuditSubject?.(client, id, also);
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
