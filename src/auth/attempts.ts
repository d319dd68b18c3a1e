import { LRUCache } from 'lru-cache';

const WINDOW = 15 * 60_000;
const LIMIT = 5;

/** Counts failed sign-ins by address: after five within a quarter of an hour, further ones are refused. */
export function createAttempts(now: () => number) {
  const failures = new LRUCache<string, number[]>({ max: 50_000 });
  const recent = (address: string) => (failures.get(address) ?? []).filter((at) => at > now() - WINDOW);

  return {
    /** Seconds until another try is taken; 0 where one is taken now. */
    waitOf(address: string): number {
      const times = recent(address);
      return times.length < LIMIT ? 0 : Math.max(1, Math.ceil((times.at(-LIMIT)! + WINDOW - now()) / 1_000));
    },
    failed(address: string): void {
      failures.set(address, [...recent(address), now()].slice(-LIMIT));
    },
    succeeded(address: string): void {
      failures.delete(address);
    },
  };
}
