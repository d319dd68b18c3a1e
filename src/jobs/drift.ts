/** One stored value that isn't what the log says. */
export interface Drift {
  table: string;
  /** The row, such as `user-1` or `2026-03-15T00:00:00.000Z – 2026-03-16T00:00:00.000Z`. */
  key: string;
  column: string;
  stored: string | null;
  recounted: string | null;
}

/** Differences, all of them counted and the first of them told. */
export function createDrifts(limit: number) {
  const drift: Drift[] = [];
  let total = 0;
  return {
    add(found: readonly Drift[], of = found.length): void {
      total += of;
      drift.push(...found.slice(0, Math.max(0, limit - drift.length)));
    },
    done: () => ({ total, drift }),
  };
}
