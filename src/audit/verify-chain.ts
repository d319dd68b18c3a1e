import type { Database } from '../db/connect.ts';
import { type Anchor, readAnchors } from './anchors.ts';
import type { Findings } from './findings.ts';
import { readGenesis } from './genesis.ts';
import type { AuditKeys } from './keys.ts';
import { type ChainRow, NO_HASH, ROW_COLUMNS, rowHash, rowOf, type StoredRow } from './row.ts';

const CHUNK = 5_000;

export interface ChainCheck {
  readonly db: Database;
  readonly keys: AuditKeys;
  readonly findings: Findings;
  readonly signal?: AbortSignal | undefined;
  /** Told of each chunk once its rows were compared. */
  readonly onChunk: (rows: readonly ChainRow[]) => Promise<void>;
  /** Told of each head that a genesis row vouches for. */
  readonly onLink: (link: { chain: string; seq: number; hash: string; by: string }) => void;
}

/** Where a check stands: the number that comes next, and the hash before it (null: unknown after a gap). */
interface Place {
  next: number;
  before: Buffer | null;
}

/**
 * Follows one chain from its beginning, its anchor, or a later row on. Rows that are appended or pruned
 * meanwhile don't disturb it.
 */
export async function verifyChain(
  c: ChainCheck,
  chain: string,
  anchor: Anchor | undefined,
  from?: number,
): Promise<void> {
  const place: Place = anchor ? { next: anchor.seq + 1, before: anchor.hash } : { next: 0, before: NO_HASH };
  if (from !== undefined && from > place.next) Object.assign(place, { next: from, before: null });
  let last = from === undefined || from === 0 ? -Number.MAX_SAFE_INTEGER : place.next - 1;
  for (;;) {
    c.signal?.throwIfAborted();
    const rows = await readChunk(c.db, chain, last);
    for (const row of rows) if (!(await follow(c, place, row))) return;
    await c.onChunk(rows);
    if (rows.length < CHUNK) return;
    last = rows.at(-1)!.seq;
  }
}

async function readChunk(db: Database, chain: string, after: number): Promise<ChainRow[]> {
  const { rows } = await db.pool.query<StoredRow>(
    `select ${ROW_COLUMNS} from ${db.s}.audit_log where chain = $1 and seq > $2 order by seq limit ${CHUNK}`,
    [chain, after],
  );
  return rows.map(rowOf);
}

/** False where the chain is made with another key, so that nothing of it can be compared. */
async function follow(c: ChainCheck, place: Place, row: ChainRow): Promise<boolean> {
  const { findings, keys } = c;
  if (row.seq < place.next) {
    const why = `row ${row.seq} doesn't belong before the beginning of its chain; it was inserted`;
    findings.add('inserted', why, row);
    return true;
  }
  if (row.seq > place.next) await skipGap(c, place, row);
  const expected = place.before && rowHash(keys, place.before, row.chain, row.seq, row);
  const genesis = row.seq === 0 && row.phase === 'genesis' ? readGenesis(row.parameters) : null;
  if (genesis && genesis.key !== keys.mark) {
    const why = 'this chain was made with another secret key; verify it with that one (SECRET_KEY)';
    findings.add('another_key', why, row);
    return false;
  }
  if (expected && !expected.equals(row.hash))
    findings.add('changed', `row ${row.seq} isn't what was written, or not in its place`, row);
  else for (const [chain, seq, hash] of genesis?.links ?? []) c.onLink({ chain, seq, hash, by: row.chain });
  place.next = row.seq + 1;
  place.before = row.hash;
  return true;
}

/** Rows are missing, unless retention removed them since the anchors were read. */
async function skipGap(c: ChainCheck, place: Place, row: ChainRow): Promise<void> {
  const anchor = (await readAnchors(c.db, c.keys, [row.chain])).get(row.chain);
  if (anchor?.genuine && anchor.seq >= place.next && anchor.seq < row.seq) {
    place.next = anchor.seq + 1;
    place.before = anchor.hash;
    if (place.next === row.seq) return;
  }
  const which =
    place.next === row.seq - 1 ? `row ${place.next} is` : `rows ${place.next} to ${row.seq - 1} are`;
  c.findings.add('missing', `${which} missing before row ${row.seq}`, { ...row, seq: place.next });
  place.next = row.seq;
  place.before = null;
}
