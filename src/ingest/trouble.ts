import { MINUTE } from '../db/milliseconds.ts';
import type { Log } from '../log/log.ts';

/** An outcome of an activity, a fact or an identity; only those with a reason are of interest here. */
interface Told {
  readonly outcome: string;
  readonly reason?: string;
  readonly message?: string;
}

/** How long the first warning gathers what comes together with its cause. */
const FIRST = 1_000;

/**
 * Tells the host's log what was refused or set aside and why: one warning a minute at most, with counts by
 * reason and an example, however much comes. A fault of this program is told as an error, with its stack.
 */
export function createTrouble(log: Log) {
  let counts: Record<string, number> = {};
  let example: { readonly told: Told; readonly cause: unknown } | undefined;
  let fault: unknown;
  let timer: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!example) return;
    last = performance.now();
    const { told, cause } = example;
    const all = Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => `${n} ${reason}`);
    const fields = {
      outcomes: counts,
      example: told.message,
      ...(cause === undefined ? {} : { err: cause }),
    };
    log.warn(fields, `not counted in the last minute: ${all.join(', ')}. Say: ${told.message}`);
    if (fault !== undefined)
      log.error({ err: fault }, 'a fault of this program kept activity from being written');
    counts = {};
    example = undefined;
    fault = undefined;
  }

  return {
    note(told: Told, cause?: unknown): void {
      if (told.reason === undefined) return;
      const name = `${told.outcome === 'dead_letter' ? 'set aside' : told.outcome} as ${told.reason}`;
      counts[name] = (counts[name] ?? 0) + 1;
      if (!example || (example.told.outcome === 'dead_letter' && told.outcome !== 'dead_letter'))
        example = { told, cause };
      if (told.reason === 'internal_error') fault ??= cause;
      timer ??= setTimeout(flush, Math.max(FIRST, last + MINUTE - performance.now())).unref();
    },
    /** Tells what there is at once, say before the end. */
    flush,
  };
}

export type TroubleLog = ReturnType<typeof createTrouble>;
