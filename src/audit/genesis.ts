import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Database } from '../db/connect.ts';
import { headsOf } from './heads-of.ts';
import { insertRows } from './insert.ts';
import { lostHeads } from './kept.ts';
import type { AuditKeys } from './keys.ts';
import { type Entry, type Head, NO_HASH, rowHash } from './row.ts';

/** A head that a genesis row vouches for: chain, number of the row, hash in hex. */
export type ChainLink = readonly [chain: string, seq: number, hash: string];

export interface Genesis {
  /** Mark of the key that the chain is made with. */
  readonly key: string;
  readonly links: readonly ChainLink[];
}

export const readGenesis = (parameters: string | null): Genesis | null => {
  try {
    const genesis = JSON.parse(parameters ?? 'null') as Genesis | null;
    return genesis && Array.isArray(genesis.links) ? genesis : null;
  } catch {
    return null;
  }
};

/** What this process knows of a chain from elsewhere than the database. */
export interface Known extends Head {
  /** A row that may have been committed after it: the connection broke before that was known. */
  readonly tried?: Head | undefined;
}

/**
 * Begins a chain. Its first row vouches for the heads of those before it that no other has vouched for yet,
 * so that a chain which is cut or taken away whole is missed.
 *
 * @param known heads that this process remembers or finds signed. They, and not what the database holds now, are
 *   vouched for where the two differ: whoever cut a chain is told of by `audit verify` for good
 * @returns the head, and which of the known ones the database lost
 */
export async function beginChain(
  db: Database,
  keys: AuditKeys,
  at: number,
  known: readonly Known[],
): Promise<{ head: Head; lost: Head[] }> {
  const heads = await headsOf(db);
  const { rows } = await db.pool.query<{ parameters: string | null }>(
    `select parameters from ${db.s}.audit_log where seq = 0 and chain = any($1::uuid[])`,
    [heads.map((head) => head.chain)],
  );
  const vouched = new Set(
    rows.flatMap((row) => readGenesis(row.parameters)?.links.map(([chain, seq]) => `${chain} ${seq}`) ?? []),
  );
  const fresh = (head: Head) => !vouched.has(`${head.chain} ${head.seq}`);
  const lost = await lostOf(db, keys, heads, known.filter(fresh));
  const replaced = new Set(lost.map((head) => head.chain));
  const links = [...heads.filter((head) => !replaced.has(head.chain)).filter(fresh), ...lost].map(
    ({ chain, seq, hash }): ChainLink => [chain, seq, hash.toString('hex')],
  );
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
    view: null,
  };
  const row = { ...entry, chain, seq: 0, hash: rowHash(keys, NO_HASH, chain, 0, entry) };
  await insertRows(db, [row]);
  return { head: row, lost };
}

/** Chains that end before what is known of them, or, where only this process wrote to them, elsewhere. */
async function lostOf(
  db: Database,
  keys: AuditKeys,
  heads: readonly Head[],
  known: readonly Known[],
): Promise<Head[]> {
  const ends = new Map(heads.map((head) => [head.chain, head]));
  const gone = new Set(await lostHeads(db, keys, known));
  const isEnd = (head: Head) => {
    const end = ends.get(head.chain);
    return end === undefined || (end.seq === head.seq && end.hash.equals(head.hash));
  };
  return known.filter((head) => gone.has(head) || ('tried' in head && !isEnd(head) && !isEnd(head.tried!)));
}
