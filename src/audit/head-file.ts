import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type AuditKeys, seal } from './keys.ts';
import type { Head } from './row.ts';

/** One line of the file: how far a chain had come, signed with a key that the database doesn't hold. */
export interface SignedHead {
  readonly at: string;
  readonly chain: string;
  readonly seq: number;
  /** Rows that the chain has had. */
  readonly count: number;
  readonly hash: string;
  /** Mark of the key. */
  readonly key: string;
  readonly signature: string;
}

const signatureOf = (keys: AuditKeys, { at, chain, seq, hash }: Omit<SignedHead, 'signature'>): string =>
  seal(keys.chain, 'head', at, chain, seq, hash).toString('base64url');

export const isSigned = (keys: AuditKeys, head: SignedHead): boolean =>
  signatureOf(keys, head) === head.signature && head.count === head.seq + 1;

/** Appends a signed head, flushed to the disk. @throws Error where the file can't be written */
export async function appendHead(file: string, keys: AuditKeys, head: Head, now: number): Promise<void> {
  const { chain, seq } = head;
  const unsigned = {
    at: new Date(now).toISOString(),
    chain,
    seq,
    count: seq + 1,
    hash: head.hash.toString('hex'),
    key: keys.mark,
  };
  const line = `${JSON.stringify({ ...unsigned, signature: signatureOf(keys, unsigned) })}\n`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: Math.max(0, size - 1) });
    // A line that a power cut tore must not take this one with it.
    await handle.appendFile(size > 0 && buffer.toString() !== '\n' ? `\n${line}` : line);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

export interface HeadLine {
  readonly line: number;
  /** Null where it can't be read. */
  readonly head: SignedHead | null;
  /** The beginning of a line of ours: a power cut or a full disk ended it. */
  readonly torn: boolean;
}

/** The lines of the file. Nothing where there is no file yet. */
export async function* readHeads(file: string): AsyncGenerator<HeadLine> {
  const stream = createReadStream(file, 'utf8');
  let line = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (text === '') continue;
      const head = parse(text);
      yield { line: ++line, head, torn: !head && isBeginning(text) };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    stream.destroy();
  }
}

const START = '{"at":"';
const isBeginning = (text: string) =>
  text.length < START.length ? START.startsWith(text) : text.startsWith(START) && !text.endsWith('}');

function parse(line: string): SignedHead | null {
  try {
    const { at, chain, seq, count, hash, key, signature } = JSON.parse(line) as SignedHead;
    const numbers = Number.isInteger(seq) && Number.isInteger(count);
    const texts = [at, chain, hash, key, signature].every((each) => typeof each === 'string');
    const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(chain);
    return numbers && texts && uuid ? { at, chain, seq, count, hash, key, signature } : null;
  } catch {
    return null;
  }
}
