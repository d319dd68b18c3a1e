import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { DeadLetterReason } from '../contract/index.ts';
import { ImportError, type RefusalReason } from './errors.ts';

/** One line of the refusals file. */
export interface RowRefusal {
  readonly source: string;
  /** Position among the data rows, from 0. */
  readonly row: number;
  readonly reason: RefusalReason | DeadLetterReason;
  readonly message: string;
  /** The row as it stands in the file, at most its first 100,000 characters. */
  readonly record: string;
}

/** What is told of a refusal beside its line in the file. */
export interface ToldRefusal extends RowRefusal {
  /** The value of the action column that stands for no action. */
  readonly unmapped?: string | undefined;
}

const KEPT = 100_000;

/**
 * Whether refused rows can be written, found out before the first row comes in. They name people: the file is
 * its owner's alone.
 *
 * @throws ImportError
 */
export function checkRefusals(path: string): void {
  const existed = existsSync(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a', 0o600));
    if (!existed) rmSync(path);
  } catch (cause) {
    throw new ImportError(
      `refused rows couldn't be written to ${path} (${(cause as Error).message}), so nothing was imported; ` +
        'name another file with --refused FILE',
      { cause },
    );
  }
}

/**
 * The file of refused rows, made when the first one comes. What an earlier run of the same source wrote
 * of rows that are read again now is taken out first, so that no row is listed twice.
 *
 * @param from the first row that is read again; null where it is another file of the source
 * @throws ImportError where the path holds something else
 */
export async function openRefusals(path: string, source: string, from: number | null) {
  checkRefusals(path);
  if (existsSync(path) && from !== null) await keepBefore(path, source, from);
  let out: ReturnType<typeof createWriteStream> | undefined;
  let failed: Error | undefined;

  return {
    path,
    /** Resolves once the lines are with the operating system. */
    async write(refusals: readonly ToldRefusal[]): Promise<void> {
      if (refusals.length === 0) return;
      out ??= createWriteStream(path, { flags: 'a', mode: 0o600 }).on('error', (error) => {
        failed = error;
      });
      const lines = refusals
        .map(({ unmapped, ...r }) => `${JSON.stringify({ ...r, record: r.record.slice(0, KEPT) })}\n`)
        .join('');
      await new Promise<void>((resolve, reject) =>
        out!.write(lines, (e) => (e ? reject(e) : resolve())),
      ).catch((cause: Error) => {
        throw new ImportError(`refused rows can't be written to ${path}: ${cause.message}`, { cause });
      });
    },
    async close(): Promise<void> {
      if (!out || failed) return;
      out.end();
      await once(out, 'close');
    },
  };
}

export type Refusals = Awaited<ReturnType<typeof openRefusals>>;

async function keepBefore(path: string, source: string, from: number): Promise<void> {
  const draft = `${path}.draft`;
  const out = createWriteStream(draft, { mode: 0o600 });
  let kept = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const refusal = parse(line);
    if (!refusal) {
      out.destroy();
      rmSync(draft, { force: true });
      throw new ImportError(`${path} exists and holds no refused rows; give another file with --refused`);
    }
    if (refusal.source === source && refusal.row >= from) continue;
    kept++;
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  if (kept > 0) renameSync(draft, path);
  else {
    rmSync(draft);
    rmSync(path);
  }
}

/** Null for a line of anything else. A torn last line of a killed run is none of ours to keep either. */
function parse(line: string): RowRefusal | null {
  try {
    const value = JSON.parse(line) as RowRefusal;
    return typeof value.row === 'number' && typeof value.source === 'string' ? value : null;
  } catch {
    return line.startsWith('{"source":') ? ({ source: '', row: -1 } as RowRefusal) : null;
  }
}
