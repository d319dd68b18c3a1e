import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Database } from '../db/connect.ts';
import { headsOf } from './heads-of.ts';
import { insertRows } from './insert.ts';
import type { AuditKeys } from './keys.ts';
import { type Entry, type Head, hashOf, NO_HASH } from './row.ts';

/** A head that a genesis row vouches for: chain, number of the row, hash in hex. */
export type Link = readonly [chain: string, seq: number, hash: string];

export interface Genesis {
  /** Mark of the key that the chain is made with. */
  readonly key: string;
  readonly links: readonly Link[];
}

export const readGenesis = (parameters: string | null): Genesis | null => {
  try {
    const genesis = JSON.parse(parameters ?? 'null') as Genesis | null;
    return genesis && Array.isArray(genesis.links) ? genesis : null;
  } catch {
    return null;
  }
};

/**
 * Begins a chain. Its first row vouches for the heads of those before it that no other has vouched for yet,
 * so that a chain which is cut or taken away whole is missed.
 */
export async function beginChain(db: Database, keys: AuditKeys, at: number): Promise<Head> {
  const heads = await headsOf(db);
  const { rows } = await db.pool.query<{ parameters: string | null }>(
    `select parameters from ${db.s}.audit_log where seq = 0 and chain = any($1::uuid[])`,
    [heads.map((head) => head.chain)],
  );
  const vouched = new Set(
    rows.flatMap((row) => readGenesis(row.parameters)?.links.map(([chain, seq]) => `${chain} ${seq}`) ?? []),
  );
  const links = heads
    .filter((head) => !vouched.has(`${head.chain} ${head.seq}`))
    .map((head): Link => [head.chain, head.seq, head.hash.toString('hex')]);
  const chain = uuidv7();
  const entry: Entry = {
    at,
    requestId: randomUUID(),
    phase: 'genesis',
    actor: 'system',
    endpoint: '-',
    target: null,
    parameters: JSON.stringify({ key: keys.mark, links } satisfies Genesis),
    status: null,
    rows: null,
  };
  const row = { ...entry, chain, seq: 0, hash: hashOf(keys, NO_HASH, chain, 0, entry) };
  await insertRows(db, [row]);
  return row;
}
