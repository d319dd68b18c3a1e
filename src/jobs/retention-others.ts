import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import type { Database } from '../db/connect.ts';
import { DAY } from '../db/milliseconds.ts';

/** Pruning that other layers do with what they keep: rows older than an instant go, their number is told. */
export interface Prune {
  readonly auditLog?: (
    before: Date,
    o: { readonly dryRun: boolean; readonly signal?: AbortSignal | undefined },
  ) => Promise<number>;
}

const CHUNK = 10_000;

/** Dead letters and the audit log, by periods of their own. */
export async function pruneOthers(
  db: Database,
  o: {
    readonly policy: RetentionPolicy;
    readonly now: number;
    readonly prune?: Prune;
    readonly dryRun: boolean;
    readonly signal?: AbortSignal;
  },
): Promise<{ deadLetters: number; auditLog: number }> {
  const before = (days: number | 'keep') => (days === 'keep' ? null : new Date(o.now - days * DAY));
  const { prune = {}, policy } = o;
  const [letters, audit] = [before(policy.deadLetters), before(policy.auditLog)];
  return {
    deadLetters: letters
      ? await (o.dryRun ? countLetters(db, letters) : removeLetters(db, letters, o.signal))
      : 0,
    auditLog: audit && prune.auditLog ? await prune.auditLog(audit, o) : 0,
  };
}

async function countLetters(db: Database, before: Date): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*) as n from ${db.s}.dead_letters where last_at < $1`,
    [before],
  );
  return rows[0]!.n;
}

async function removeLetters(db: Database, before: Date, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const { rowCount } = await db.pool.query(
      `delete from ${db.s}.dead_letters where id in
         (select id from ${db.s}.dead_letters where last_at < $1 order by last_at limit ${CHUNK})`,
      [before],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < CHUNK) break;
  }
  return removed;
}
