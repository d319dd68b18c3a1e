/** Buckets an octave: a percentile is right to a fifth. */
const PER_OCTAVE = 4;
const SMALLEST = 0.05;
/** 0.05 ms to 52 s, and what is slower. */
const BUCKETS = 20 * PER_OCTAVE + 2;
const MINUTES = 60;
const CELLS = BUCKETS + 2;
const CLIENT_ERRORS = BUCKETS;
const SERVER_ERRORS = BUCKETS + 1;

export interface Latencies {
  readonly requests: number;
  /** Answers of status 4xx, and 5xx. */
  readonly clientErrors: number;
  readonly serverErrors: number;
  /** In milliseconds, to a fifth; null without requests. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/**
 * How long requests took over the last hour, a histogram a minute: 20 KiB, whatever comes, and two additions
 * a request.
 */
export function createLatencies() {
  const cells = new Uint32Array(MINUTES * CELLS);
  const minuteOf = new Float64Array(MINUTES).fill(-1);

  return {
    /** @param at milliseconds of any steady clock; @param took milliseconds */
    record(at: number, took: number, status: number): void {
      const minute = Math.floor(at / 60_000);
      const slot = minute % MINUTES;
      const from = slot * CELLS;
      if (minuteOf[slot] !== minute) {
        cells.fill(0, from, from + CELLS);
        minuteOf[slot] = minute;
      }
      cells[from + bucketOf(took)]!++;
      if (status >= 500) cells[from + SERVER_ERRORS]!++;
      else if (status >= 400) cells[from + CLIENT_ERRORS]!++;
    },

    /** Of the minute under way and the ones before it, `minutes` altogether. */
    read(at: number, minutes: number): Latencies {
      const now = Math.floor(at / 60_000);
      const sum = new Float64Array(CELLS);
      for (let slot = 0; slot < MINUTES; slot++) {
        const age = now - minuteOf[slot]!;
        if (age < 0 || age >= minutes) continue;
        for (let i = 0; i < CELLS; i++) sum[i]! += cells[slot * CELLS + i]!;
      }
      const counts = sum.subarray(0, BUCKETS);
      const requests = counts.reduce((total, n) => total + n, 0);
      return {
        requests,
        clientErrors: sum[CLIENT_ERRORS]!,
        serverErrors: sum[SERVER_ERRORS]!,
        p50: percentile(counts, requests, 0.5),
        p95: percentile(counts, requests, 0.95),
        p99: percentile(counts, requests, 0.99),
      };
    },
  };
}

function bucketOf(ms: number): number {
  if (!(ms > SMALLEST)) return 0;
  return Math.min(BUCKETS - 1, 1 + Math.floor(Math.log2(ms / SMALLEST) * PER_OCTAVE));
}

/** The upper bound of the bucket that the share falls into. */
function percentile(counts: Float64Array, total: number, share: number): number | null {
  if (total === 0) return null;
  let left = Math.ceil(total * share);
  for (let i = 0; i < counts.length; i++) {
    left -= counts[i]!;
    if (left <= 0) return round(SMALLEST * 2 ** (i / PER_OCTAVE));
  }
  return null;
}

const round = (ms: number) => Number(ms.toPrecision(3));
