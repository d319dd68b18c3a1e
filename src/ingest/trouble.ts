import { MINUTE } from '../db/milliseconds.ts';
import type { Log } from '../log/log.ts';

/** An outcome of an activity, a fact or an identity; only those with a reason, or spooled, are of interest here. */
interface Told {
  readonly outcome: string;
  readonly reason?: string;
  readonly message?: string;
}

/** How long the first warning gathers what comes together with its cause. */
const FIRST = 1_000;

/**
 * Tells the host's log what was refused, set aside or spooled and why: one warning a minute at most, with counts by
 * reason and an example, however much comes. A fault of this program is told as an error, with its stack.
 *
 * @param waits what still waits in the spool, in words; told every minute until nothing does
 */
export function createTrouble(log: Log, waits: () => string | undefined = () => undefined) {
  let counts: Record<string, number> = {};
  let example: { readonly told: Told; readonly cause: unknown } | undefined;
  let fault: unknown;
  let timer: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const waiting = waits();
    if (!example && !waiting) return;
    last = performance.now();
    const all = Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => `${n} ${reason}`);
    const fields = {
      outcomes: counts,
      example: example?.told.message,
      ...(example?.cause === undefined ? {} : { err: example.cause }),
    };
    const parts = [
      ...(all.length > 0 ? [`not counted in the last minute: ${all.join(', ')}`] : []),
      ...(waiting ? [waiting] : []),
      ...(example?.told.message ? [`Say: ${example.told.message}`] : []),
    ];
    log.warn(fields, parts.join('. '));
    if (fault !== undefined)
      log.error({ err: fault }, 'a fault of this program kept activity from being written');
    counts = {};
    example = undefined;
    fault = undefined;
    if (waiting) plan();
  }

  function plan(): void {
    timer ??= setTimeout(flush, Math.max(FIRST, last + MINUTE - performance.now())).unref();
  }

  return {
    note(told: Told, cause?: unknown): void {
      const spooled = told.outcome === 'spooled';
      if (told.reason === undefined && !spooled) return;
      const aside = told.outcome === 'dead_letter' ? 'set aside' : told.outcome;
      const name = spooled ? 'spooled' : `${aside} as ${told.reason}`;
      counts[name] = (counts[name] ?? 0) + 1;
      if (!example || rank(told) > rank(example.told)) example = { told, cause };
      if (told.reason === 'internal_error') fault ??= cause;
      plan();
    },
    /** Tells what there is at once, say before the end. */
    flush,
  };
}

export type TroubleLog = ReturnType<typeof createTrouble>;

/** What an operator has to know first is the example. */
const rank = ({ outcome }: Told): number => (outcome === 'spooled' ? 0 : outcome === 'dead_letter' ? 1 : 2);
