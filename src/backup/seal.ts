import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

const HEAD = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff]);
/** An empty deflate block, and the checksum and length of nothing. */
const TAIL = Buffer.from([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const MARK = 'sha256:';
const SEAL_BYTES = HEAD.length + MARK.length + 64 + TAIL.length;

/**
 * A backup's last bytes: an empty gzip member whose comment is the SHA-256 of everything before. Tools read
 * past it; it covers what gzip's own checksum doesn't, such as spare bits between blocks.
 */
const sealOf = (sha256: string): Buffer => Buffer.concat([HEAD, Buffer.from(MARK + sha256), TAIL]);

/** Passes a gzip stream on and puts its seal behind it. */
export function sealing(): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(null, sealOf(hash.digest('hex')));
    },
  });
}

/** Passes a sealed file on; `intact` tells, once it ended, whether its seal is that of its bytes. */
export function unsealing(): { stream: Transform; intact(): boolean } {
  const hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      const all = Buffer.concat([held, chunk]);
      const sealed = Math.max(0, all.length - SEAL_BYTES);
      hash.update(all.subarray(0, sealed));
      held = all.subarray(sealed);
      done(null, chunk);
    },
  });
  return { stream, intact: () => held.equals(sealOf(hash.copy().digest('hex'))) };
}
