import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { type AuditKeys, seal } from './keys.ts';
import type { Head } from './row.ts';

/** Where a chain begins after retention: its rows up to `seq` were removed by someone who has the key. */
export interface Anchor extends Head {
  readonly genuine: boolean;
}

export const anchorSeal = (keys: AuditKeys, { chain, seq, hash }: Head): Buffer =>
  seal(keys.chain, 'anchor', chain, seq, hash.toString('hex'));

/** Every anchor, by chain; or those of some chains. */
export async function readAnchors(
  db: Database,
  keys: AuditKeys,
  chains: readonly string[] | null = null,
  client: Pick<pg.Pool | pg.PoolClient, 'query'> = db.pool,
): Promise<Map<string, Anchor>> {
  const { rows } = await client.query<Head & { seal: Buffer }>(
    `select chain, seq, hash, seal from ${db.s}.audit_anchors where $1::uuid[] is null or chain = any($1)`,
    [chains],
  );
  return new Map(rows.map((row) => [row.chain, { ...row, genuine: anchorSeal(keys, row).equals(row.seal) }]));
}
