import type { Database } from '../db/connect.ts';
import { readAnchors } from './anchors.ts';
import { type AuditFinding, createFindings } from './findings.ts';
import { headsOf } from './heads-of.ts';
import { auditKeys } from './keys.ts';
import { readSignings } from './signings.ts';
import { verifyChain } from './verify-chain.ts';
import { readSigned, type SignedHeads, type Vouched, verifyHeadFile, verifyVouched } from './verify-heads.ts';
import { verifyTokens, verifyWords } from './verify-words.ts';

export interface VerifyOptions {
  /** The installation's secret. */
  readonly secret: Uint8Array;
  /** File of signed heads; without it a chain that is cut at its end may go unnoticed. */
  readonly headFile?: string | undefined;
  /** Only the last rows of each chain, that many. Default all. */
  readonly tail?: number | undefined;
  /** Findings told of at most; the rest are counted. Default 100. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told after each chunk: rows compared so far, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Verification {
  readonly ok: boolean;
  readonly chains: number;
  readonly rows: number;
  /** Lines of the head file; null where there is none configured. */
  readonly signedHeads: number | null;
  /** Lines of it that can't be read. */
  readonly unreadableHeads: number;
  /** All findings, those beyond the limit too. */
  readonly total: number;
  readonly findings: readonly AuditFinding[];
}

const NO_HEADS: SignedHeads = { lines: 0, unreadable: 0, furthest: [], forged: new Set() };

/**
 * Whether the audit log is what was written: every row against its chain, every chain against the heads that
 * later chains and the signed head file vouch for, every name against its token. Reads by chunks, changes
 * nothing; what is written or pruned meanwhile doesn't disturb it.
 *
 * @throws what `signal` aborts with; errors of the database and of reading the file
 * @example
 * const found = await verifyAudit(db, { secret, headFile: 'data/audit-heads.ndjson' });
 * for (const { kind, at, message } of found.findings) console.log(kind, at, message);
 */
export async function verifyAudit(db: Database, o: VerifyOptions): Promise<Verification> {
  const keys = auditKeys(o.secret);
  const findings = createFindings(o.limit ?? 100);
  // Noted after it was written to the file, so read before it.
  const signings = o.headFile ? await readSignings(db, keys) : [];
  // Before the rows: what is signed from now on may lie beyond what is read.
  const signed = o.headFile ? await readSigned(keys, o.headFile, findings) : NO_HEADS;
  const heads = await headsOf(db);
  if (o.headFile) verifyHeadFile(o.headFile, signed, signings, heads.length > 0, findings);
  const anchors = await readAnchors(db, keys);
  const first = (chain: string) => (anchors.get(chain)?.seq ?? -1) + 1;
  const start = (head: { chain: string; seq: number }) =>
    o.tail === undefined ? first(head.chain) : Math.max(first(head.chain), head.seq + 1 - o.tail);
  const total = heads.reduce((sum, head) => sum + head.seq + 1 - start(head), 0);
  const links: Vouched[] = [];
  let rows = 0;
  for (const head of heads)
    await verifyChain(
      {
        db,
        keys,
        findings,
        signal: o.signal,
        async onChunk(chunk) {
          await verifyTokens(db, findings, chunk);
          rows += chunk.length;
          o.onProgress?.(rows, Math.max(rows, total));
        },
        onLink: (link) => links.push({ ...link, by: `the beginning of chain ${link.by}` }),
      },
      head.chain,
      anchors.get(head.chain),
      o.tail === undefined ? undefined : start(head),
    );
  for (const { chain, seq, genuine } of (await readAnchors(db, keys)).values())
    if (!genuine) findings.add('forged', "the anchor of this chain wasn't left by retention", { chain, seq });
  await verifyVouched(db, keys, [...signed.furthest, ...links], findings);
  if (o.tail === undefined) await verifyWords(db, keys, findings, o.signal);
  return {
    ok: findings.total() === 0,
    chains: heads.length,
    rows,
    signedHeads: o.headFile ? signed.lines : null,
    unreadableHeads: signed.unreadable,
    total: findings.total(),
    findings: findings.list,
  };
}
