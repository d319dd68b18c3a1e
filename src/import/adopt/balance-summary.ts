import type { Balance } from '../../ingest/counted-elsewhere.ts';

export interface CounterBalance {
  /** Users of whom the counter says something else than the log. */
  readonly users: number;
  /** What counters have more than the log, and less. */
  readonly more: number;
  readonly less: number;
}

export interface BalanceSummary {
  /** Users with an opening balance. */
  readonly users: number;
  readonly counters: Readonly<Record<string, CounterBalance>>;
}

/** Adds up balances, user by user. */
export function createBalanceSummary() {
  const counters = new Map<string, { users: number; more: number; less: number }>();
  let users = 0;
  return {
    add(balances: readonly Balance[]): void {
      for (const balance of balances) {
        const told = Object.entries(balance.counters);
        if (told.length > 0) users++;
        for (const [counter, n] of told) {
          const sum = counters.get(counter) ?? { users: 0, more: 0, less: 0 };
          counters.set(counter, {
            users: sum.users + 1,
            more: sum.more + Math.max(n, 0),
            less: sum.less + Math.max(-n, 0),
          });
        }
      }
    },
    state: (): BalanceSummary => ({
      users,
      counters: Object.fromEntries([...counters].sort(([, a], [, b]) => b.more + b.less - a.more - a.less)),
    }),
  };
}
