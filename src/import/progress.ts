import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './import-file.ts';

const LINE_EVERY = 5_000;

export interface ProgressView {
  update(progress: Progress): void;
  stop(): void;
}

/**
 * Shows how far an import is: a bar with rate and time left on a terminal, elsewhere a line every five
 * seconds. Measured in bytes of the file, since nobody knows its rows beforehand.
 *
 * @param before rows that earlier runs have done
 */
export function showProgress(
  out: Writable & { isTTY?: boolean },
  before: number,
  now: () => number = () => performance.now(),
): ProgressView {
  const begun = now();
  const rate = (rows: number) => `${count(((rows - before) * 1000) / Math.max(now() - begun, 1))} rows/s`;
  return out.isTTY ? bar(out, rate) : lines(out, rate, now);
}

function bar(out: Writable, rate: (rows: number) => string): ProgressView {
  let shown: SingleBar | undefined;
  return {
    update({ rows, position, size }) {
      if (!shown) {
        const known = size === null ? '' : '{bar} {percentage} % · {eta_formatted} left · ';
        shown = new SingleBar(
          {
            stream: out as NodeJS.WritableStream,
            format: `${known}{rows} rows · {rate}`,
            fps: 5,
            hideCursor: null,
            etaBuffer: 50,
          },
          Presets.shades_classic,
        );
        shown.start(size ?? 0, position, { rows: count(rows), rate: rate(rows) });
      }
      shown.update(position, { rows: count(rows), rate: rate(rows) });
    },
    stop: () => shown?.stop(),
  };
}

function lines(out: Writable, rate: (rows: number) => string, now: () => number): ProgressView {
  const begun = now();
  let next = begun + LINE_EVERY;
  return {
    update({ rows, position, size }) {
      if (now() < next) return;
      next = now() + LINE_EVERY;
      const left = size && position > 0 ? ((now() - begun) * (size - position)) / position / 1000 : null;
      const part = size ? `${Math.floor((100 * position) / size)} %, about ${count(left ?? 0)} s left, ` : '';
      out.write(`${part}${count(rows)} rows, ${rate(rows)}\n`);
    },
    stop() {},
  };
}

const count = (n: number) => Math.round(n).toLocaleString('en-US');
