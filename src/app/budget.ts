import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Time that several steps share.
 *
 * @param total milliseconds from now
 * @example
 * const within = createBudget(10_000);
 * await within(7_000, first()); // goes on after 7 s, whether it has ended or not
 * await close(within.left());
 */
export function createBudget(total: number) {
  const begun = performance.now();
  const until = (at: number) => Math.max(0, begun + at - performance.now());
  /** Waits for the work until so many milliseconds of the whole have passed. */
  const within = async (at: number, work: Promise<unknown>): Promise<void> => {
    const late = new AbortController();
    await Promise.race([work, sleep(until(at), undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
  };
  return Object.assign(within, { left: () => until(total) });
}
