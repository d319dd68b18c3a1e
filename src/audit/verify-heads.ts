import { existsSync } from 'node:fs';
import type { Database } from '../db/connect.ts';
import { readAnchors } from './anchors.ts';
import type { Findings } from './findings.ts';
import { type HeadLine, isSigned, readHeads } from './head-file.ts';
import type { AuditKeys } from './keys.ts';
import type { Signing } from './signings.ts';

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
  /** Chains that a line names which isn't ours. */
  readonly forged: ReadonlySet<string>;
}

/** Reads the file and checks each signature. */
export async function readSigned(keys: AuditKeys, file: string, findings: Findings): Promise<SignedHeads> {
  const furthest = new Map<string, Vouched>();
  const forged = new Set<string>();
  let lines = 0;
  let unreadable = 0;
  let last: HeadLine | undefined;
  for await (const each of readHeads(file)) {
    const { line, head } = each;
    lines++;
    last = each;
    if (!head) unreadable++;
    if (!head && !each.torn)
      findings.add(
        'forged',
        `line ${line} of the head file is nothing that was written there by us: it was altered`,
      );
    // Another key's heads are of chains that are told of as such.
    if (!head || head.key !== keys.mark) continue;
    if (!isSigned(keys, head)) {
      forged.add(head.chain);
      findings.add('forged', `line ${line} of the head file doesn't bear our signature`, {
        chain: head.chain,
      });
    } else if (head.seq >= (furthest.get(head.chain)?.seq ?? -1))
      furthest.set(head.chain, { ...head, by: `the head signed at ${head.at}` });
  }
  if (last?.torn)
    findings.add(
      'torn',
      `line ${last.line}, the last one of the head file, is half a line: its writing was cut short, as by a power cut or a ` +
        'full disk. Start the server, which signs again on a new line, and verify again; what that line would have vouched for is checked then',
    );
  return { lines, unreadable, furthest: [...furthest.values()], forged };
}

/** Whether the file holds what the log says was signed into it. */
export function verifyHeadFile(
  file: string,
  { lines, furthest, forged }: SignedHeads,
  signings: readonly Signing[],
  hasRows: boolean,
  findings: Findings,
): void {
  for (const { chain, genuine } of signings)
    if (!genuine) findings.add('forged', 'the note of what was signed of this chain was altered', { chain });
  if (furthest.length === 0) {
    if (!hasRows) return;
    const what =
      lines > 0
        ? 'holds no head of this log: it is of another installation, or of another secret key'
        : existsSync(file)
          ? 'is empty'
          : 'is missing';
    const since = signings.at(-1);
    findings.add(
      'head_file',
      `${file} ${what}${since ? `, though a head was signed into it at ${since.at.toISOString()}` : ''}. Put the real one back, ` +
        'or a copy of it (AUDIT_HEAD_FILE names it). Where none was ever written, start the server, which signs at once',
    );
    return;
  }
  const reached = new Map(furthest.map((head) => [head.chain, head.seq]));
  for (const { chain, seq, at, genuine } of signings)
    if (genuine && !forged.has(chain) && (reached.get(chain) ?? -1) < seq)
      findings.add(
        'head_file',
        `the head file lacks the head of row ${seq}, which was signed into it at ${at.toISOString()}: the file was cut, or an ` +
          'older copy was put in its place. Put the newest copy back',
        { chain, seq, at: at.getTime() },
      );
}

/** Compares what must be there with what is; what retention removed counts as there. */
export async function verifyVouched(
  db: Database,
  keys: AuditKeys,
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
    // After the rows: what retention removed before they were read has its anchor by now.
    const anchors = await readAnchors(
      db,
      keys,
      some.map((each) => each.chain),
    );
    rows.forEach(({ hash, last, at }, n) => {
      const { chain, seq, hash: expected, by } = some[n]!;
      const anchor = anchors.get(chain);
      const place = { chain, seq, ...(at ? { at: at.getTime() } : {}) };
      if (hash) {
        if (hash.toString('hex') !== expected)
          findings.add('changed', `row ${seq} isn't the one that ${by} vouches for`, place);
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
