import type { Database } from '../db/connect.ts';
import type { Head } from './row.ts';

export interface ChainHead extends Head {
  /** When its last row was written. */
  readonly at: Date;
}

/** The last row of each chain, found by one step of the key's index a chain. */
export async function headsOf(db: Database): Promise<ChainHead[]> {
  const log = `${db.s}.audit_log`;
  const { rows } = await db.pool.query<ChainHead>(
    `with recursive chains as (
       (select chain from ${log} order by chain limit 1)
       union all
       select (select l.chain from ${log} l where l.chain > c.chain order by l.chain limit 1)
       from chains c where c.chain is not null)
     select head.chain, head.seq, head.hash, head.at from chains c
     cross join lateral
       (select l.chain, l.seq, l.hash, l.at from ${log} l where l.chain = c.chain order by l.seq desc limit 1) head
     order by head.chain`,
  );
  return rows;
}
