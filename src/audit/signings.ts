import type { Database } from '../db/connect.ts';
import { type AuditKeys, seal } from './keys.ts';
import type { Head } from './row.ts';

/** How far the head file must reach at least, for a chain that the log still holds. */
export interface Signing {
  readonly chain: string;
  readonly seq: number;
  readonly at: Date;
  readonly genuine: boolean;
}

const signingSeal = (keys: AuditKeys, chain: string, seq: number): Buffer =>
  seal(keys.chain, 'signing', chain, seq);

/** Notes, once it is in the file, that a head was signed: so that a file that was lost, emptied or cut is missed. */
export async function noteSigning(db: Database, keys: AuditKeys, { chain, seq }: Head, now: number) {
  await db.pool.query(
    `insert into ${db.s}.audit_signings as s (chain, seq, signed_at, seal) values ($1, $2, $3, $4)
     on conflict (chain) do update set seq = excluded.seq, signed_at = excluded.signed_at, seal = excluded.seal
       where s.seq < excluded.seq`,
    [chain, seq, new Date(now), signingSeal(keys, chain, seq)],
  );
}

/** The last signing of each chain that the log holds rows of. */
export async function readSignings(db: Database, keys: AuditKeys): Promise<Signing[]> {
  const { rows } = await db.pool.query<{ chain: string; seq: number; at: Date; seal: Buffer }>(
    `select chain, seq, signed_at as at, seal from ${db.s}.audit_signings s
     where exists (select 1 from ${db.s}.audit_log l where l.chain = s.chain) order by signed_at, chain`,
  );
  return rows.map(({ chain, seq, at, seal: found }) => ({
    chain,
    seq,
    at,
    genuine: signingSeal(keys, chain, seq).equals(found),
  }));
}
