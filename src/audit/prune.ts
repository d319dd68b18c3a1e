import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { anchorSeal } from './anchors.ts';
import { headsOf } from './heads-of.ts';
import { type AuditKeys, auditKeys } from './keys.ts';

const CHUNK = 10_000;
const TWO_DAYS = 2 * 86_400_000;

export interface PruneOptions {
  /** The installation's secret. */
  readonly secret: Uint8Array;
  /** Only counts. */
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told after each chunk: rows removed so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

export interface Pruned {
  readonly rows: number;
  /** Words that no row names any more. */
  readonly subjects: number;
}

/**
 * Removes the rows of the audit log before an instant, each chain from its beginning on, and leaves a sealed
 * anchor where it begins now: `verifyAudit` goes on from there. Safe beside running processes; where it is
 * stopped, what was removed stays removed and the log verifies.
 *
 * @param before rows at or after it stay
 * @example await pruneAudit(db, new Date(Date.now() - 365 * 86_400_000), { secret });
 */
export async function pruneAudit(db: Database, before: Date, o: PruneOptions): Promise<Pruned> {
  const keys = auditKeys(o.secret);
  let rows = 0;
  if (o.dryRun) {
    for (const { chain } of await headsOf(db)) rows += await reach(db, chain, before);
    return { rows, subjects: 0 };
  }
  for (const { chain } of await headsOf(db))
    for (;;) {
      o.signal?.throwIfAborted();
      const removed = await pruneChunk(db, keys, chain, before);
      rows += removed;
      if (removed > 0) o.onProgress?.(rows);
      if (removed < CHUNK) break;
    }
  return { rows, subjects: await pruneSubjects(db, before) };
}

/** How many rows from a chain's beginning on are older than `before`. */
async function reach(db: Database, chain: string, before: Date): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*) as n from ${db.s}.audit_log where chain = $1 and seq < coalesce(
       (select seq from ${db.s}.audit_log where chain = $1 and at >= $2 order by seq limit 1), 9e18::bigint)`,
    [chain, before],
  );
  return rows[0]!.n;
}

function pruneChunk(db: Database, keys: AuditKeys, chain: string, before: Date): Promise<number> {
  return transaction(db, async (client) => {
    takeTime(client, 10);
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7262105))', [`${db.schema} audit`]);
    const { rows: old } = await client.query<{ seq: number; hash: Buffer; at: Date }>(
      `select seq, hash, at from ${db.s}.audit_log where chain = $1 order by seq limit $2`,
      [chain, CHUNK],
    );
    const stays = old.findIndex((row) => row.at >= before);
    const count = stays === -1 ? old.length : stays;
    const last = old[count - 1];
    if (!last) return 0;
    await client.query(
      `insert into ${db.s}.audit_anchors (chain, seq, hash, pruned_at, seal) values ($1, $2, $3, $4, $5)
       on conflict (chain) do update set seq = excluded.seq, hash = excluded.hash,
         pruned_at = excluded.pruned_at, seal = excluded.seal`,
      [chain, last.seq, last.hash, before, anchorSeal(keys, { chain, seq: last.seq, hash: last.hash })],
    );
    await client.query(`delete from ${db.s}.audit_log where chain = $1 and seq <= $2`, [chain, last.seq]);
    return count;
  });
}

/** Words are noted once a day at least: what was seen last two days before the oldest row, no row names. */
async function pruneSubjects(db: Database, before: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from ${db.s}.audit_subjects
     where id is not null and seen_at < least($1::timestamptz, (select min(at) from ${db.s}.audit_log)) - $2 * interval '1 ms'`,
    [before, TWO_DAYS],
  );
  return rowCount ?? 0;
}
