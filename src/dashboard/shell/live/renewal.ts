/** How news become new numbers; times in milliseconds. */
export interface RenewalOptions {
  /** News come in company: so long the first one waits for more. */
  readonly gather: number;
  /** At most so often. */
  readonly every: number;
  /** News that no number has after so long: the numbers are behind. */
  readonly late: number;
  /** Renews the numbers; false where some couldn't be had. */
  readonly renew: () => Promise<boolean>;
  readonly onBehind: (behind: boolean) => void;
}

export interface Renewal {
  /** Something came in. */
  readonly news: () => void;
  readonly stop: () => void;
}

/**
 * Renews numbers some while after the first of the news that they lack. Later news never put that off: under
 * steady traffic the numbers are renewed every `every` milliseconds.
 */
export function createRenewal({ gather, every, late, renew, onBehind }: RenewalOptions): Renewal {
  let lastAt = Number.NEGATIVE_INFINITY;
  /** Of the oldest news that the numbers lack. */
  let since: number | null = null;
  let running = false;
  let stopped = false;
  let due: ReturnType<typeof setTimeout> | undefined;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  function lack(from: number | null): void {
    clearTimeout(overdue);
    since = from;
    const left = from === null ? Number.POSITIVE_INFINITY : from + late - Date.now();
    onBehind(left <= 0);
    if (left > 0 && from !== null) overdue = setTimeout(() => onBehind(true), left);
  }

  function schedule(): void {
    clearTimeout(due);
    due = setTimeout(run, Math.max(gather, lastAt + every - Date.now()));
  }

  async function run(): Promise<void> {
    running = true;
    lastAt = Date.now();
    const asked = since;
    since = null;
    const renewed = await renew().catch(() => false);
    running = false;
    if (stopped) return;
    lack(renewed ? since : asked);
    if (since !== null) schedule();
  }

  return {
    news() {
      if (since !== null) return;
      if (running) {
        since = Date.now();
        return;
      }
      lack(Date.now());
      schedule();
    },
    stop() {
      stopped = true;
      clearTimeout(due);
      clearTimeout(overdue);
    },
  };
}
