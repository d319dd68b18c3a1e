import { createHash, type Hash } from 'node:crypto';
import type { TableSum } from './format.ts';

const LINE_FEED = 10;

/** Sums up a table as its bytes pass. In COPY's text format a line feed is the end of a row and nothing else. */
export class RunningSum {
  readonly #hash: Hash = createHash('sha256');
  rows = 0;
  bytes = 0;

  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) this.rows++;
  }

  /** Once, at the end. */
  end(): TableSum {
    return { rows: this.rows, bytes: this.bytes, sha256: this.#hash.digest('hex') };
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
