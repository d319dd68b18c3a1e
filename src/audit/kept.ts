import type { Database } from '../db/connect.ts';
import { readAnchors } from './anchors.ts';
import type { AuditKeys } from './keys.ts';
import type { Head } from './row.ts';

/** The database no longer holds what a process knows that it wrote: nobody but the process can tell. */
export class LostRows extends Error {
  override readonly name = 'LostRows';

  constructor({ chain, seq }: Head) {
    super(
      `the audit log was changed behind our back: chain ${chain} no longer holds row ${seq} and those before it as they ` +
        'were written. Run `joip-analytics audit verify`, and find out who could write to the database',
    );
  }
}

/** The heads among these that the log doesn't hold any more. What retention removed counts as held. */
export async function lostHeads(db: Database, keys: AuditKeys, heads: readonly Head[]): Promise<Head[]> {
  const { rows } = await db.pool.query<{ hash: Buffer | null }>(
    `select l.hash from unnest($1::uuid[], $2::bigint[]) with ordinality as h (chain, seq, n)
     left join ${db.s}.audit_log l on l.chain = h.chain and l.seq = h.seq order by h.n`,
    [heads.map((head) => head.chain), heads.map((head) => head.seq)],
  );
  const anchors = await readAnchors(
    db,
    keys,
    heads.map((head) => head.chain),
  );
  return heads.filter((head, n) => {
    const anchor = anchors.get(head.chain);
    return !rows[n]!.hash?.equals(head.hash) && !(anchor?.genuine && anchor.seq >= head.seq);
  });
}

/** Whether every row of a stretch of a chain is there; which ones they were, their hashes tell `audit verify`. */
export async function isWhole(db: Database, keys: AuditKeys, from: number, head: Head): Promise<boolean> {
  if ((await lostHeads(db, keys, [head])).length > 0) return false;
  const anchor = (await readAnchors(db, keys, [head.chain])).get(head.chain);
  const after = anchor?.genuine ? Math.max(from, anchor.seq) : from;
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*) as n from ${db.s}.audit_log where chain = $1 and seq > $2 and seq <= $3`,
    [head.chain, after, head.seq],
  );
  return Number(rows[0]!.n) >= head.seq - after;
}
