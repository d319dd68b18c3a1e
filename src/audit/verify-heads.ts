import type { Database } from '../db/connect.ts';
import type { Anchor } from './anchors.ts';
import type { Findings } from './findings.ts';
import { isSigned, readHeads } from './head-file.ts';
import type { AuditKeys } from './keys.ts';

/** A row that must be there: a signed head, or one that a later chain vouches for. */
export interface Vouched {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  /** Who says so, for the message. */
  readonly by: string;
}

export interface SignedHeads {
  /** Lines that were read. */
  readonly lines: number;
  /** Lines that are no JSON of ours, such as one that a power cut tore. */
  readonly unreadable: number;
  /** The furthest of each chain. */
  readonly furthest: readonly Vouched[];
}

/** Reads the file and checks each signature. */
export async function readSigned(keys: AuditKeys, file: string, findings: Findings): Promise<SignedHeads> {
  const furthest = new Map<string, Vouched>();
  let lines = 0;
  let unreadable = 0;
  for await (const head of readHeads(file)) {
    lines++;
    if (!head) unreadable++;
    // Another key's heads are of chains that are told of as such.
    else if (head.key !== keys.mark) continue;
    else if (!isSigned(keys, head))
      findings.add('forged', `line ${lines} of the head file does not bear our signature`, {
        chain: head.chain,
      });
    else if (head.seq >= (furthest.get(head.chain)?.seq ?? -1))
      furthest.set(head.chain, { ...head, by: `the head signed at ${head.at}` });
  }
  return { lines, unreadable, furthest: [...furthest.values()] };
}

/** Compares what must be there with what is; what retention removed counts as there. */
export async function verifyVouched(
  db: Database,
  readAnchor: (chain: string) => Anchor | undefined,
  vouched: readonly Vouched[],
  findings: Findings,
): Promise<void> {
  for (let i = 0; i < vouched.length; i += 1_000) {
    const some = vouched.slice(i, i + 1_000);
    const { rows } = await db.pool.query<{ hash: Buffer | null; last: number | null; at: Date | null }>(
      `select l.hash, e.seq as last, e.at
       from unnest($1::uuid[], $2::bigint[]) with ordinality as v (chain, seq, n)
       left join ${db.s}.audit_log l on l.chain = v.chain and l.seq = v.seq
       left join lateral
         (select seq, at from ${db.s}.audit_log e where e.chain = v.chain order by e.seq desc limit 1) e on true
       order by v.n`,
      [some.map((each) => each.chain), some.map((each) => each.seq)],
    );
    rows.forEach(({ hash, last, at }, n) => {
      const { chain, seq, hash: expected, by } = some[n]!;
      const anchor = readAnchor(chain);
      const place = { chain, seq, ...(at ? { at: at.getTime() } : {}) };
      if (hash) {
        if (hash.toString('hex') !== expected)
          findings.add('changed', `row ${seq} is not the one that ${by} vouches for`, place);
      } else if (!anchor?.genuine || anchor.seq < seq) {
        const end = last === null ? 'the whole chain is gone' : `the chain ends with row ${last}`;
        // A row that is missing further up is told of where the chain is followed.
        if (last === null || last < seq)
          findings.add(
            'truncated',
            `row ${seq} and what follows are missing: ${end}, but ${by} reached it`,
            place,
          );
      }
    });
  }
}
