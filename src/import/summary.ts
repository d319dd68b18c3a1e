import type { ActivityInput } from '../contract/index.ts';
import type { MapRow } from './compile.ts';
import type { Overlap } from './overlap.ts';
import type { ToldRefusal } from './refusals.ts';

export interface RefusalSummary {
  readonly count: number;
  /** Positions of the first few. */
  readonly rows: readonly number[];
  /** Of the first one. */
  readonly message: string;
}

/** What an import did, or would do. */
export interface ImportSummary {
  readonly source: string;
  /** Data rows read now. */
  readonly rows: number;
  /** Rows that an earlier run had done, and that were passed over. */
  readonly before: number;
  /** Rows added now; in a dry run, rows that would be offered. */
  readonly imported: number;
  /** Rows that were in already. */
  readonly duplicates: number;
  /** Rows that the mapping skips on purpose. */
  readonly skipped: number;
  readonly refused: number;
  readonly refusals: Readonly<Record<string, RefusalSummary>>;
  /** Names that stand for no action, by how many rows have them, most first. */
  readonly unmapped: Readonly<Record<string, number>>;
  /** Accepted rows by action. */
  readonly actions: Readonly<Record<string, number>>;
  /** Distinct users of accepted rows; null above a million. */
  readonly users: number | null;
  /** First and last instant, ISO 8601. */
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Interrupted before the end of the file. */
  readonly stopped: boolean;
  readonly dryRun: boolean;
  readonly refusedFile: string | null;
  /** Rows that look as if they came in before under another source. */
  readonly overlap: Overlap | null;
  /** Columns of the mapping that no row had (JSON). */
  readonly neverFound: readonly string[];
  /** Columns of the file that the mapping doesn't use (CSV). */
  readonly unused: readonly string[];
}

const MAX_USERS = 1_000_000;
const SHOWN = 5;
/** Distinct names that are counted; a column that is no action's has one a row. */
const MAX_NAMES = 10_000;

/** Adds up rows as they are settled. */
export function createSummary() {
  const refusals = new Map<string, { count: number; rows: number[]; message: string }>();
  const actions = new Map<string, number>();
  const unmapped = new Map<string, number>();
  const users = new Set<string>();
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let refused = 0;

  return {
    accept({ userId, action, createdAt }: ActivityInput): void {
      actions.set(action, (actions.get(action) ?? 0) + 1);
      if (users.size <= MAX_USERS) users.add(String(userId));
      const at = createdAt as number;
      if (at < from) from = at;
      if (at > to) to = at;
    },
    refuse({
      reason,
      message,
      row,
      unmapped: name,
    }: Pick<ToldRefusal, 'reason' | 'message' | 'row' | 'unmapped'>): void {
      refused++;
      if (name !== undefined && (unmapped.has(name) || unmapped.size < MAX_NAMES))
        unmapped.set(name, (unmapped.get(name) ?? 0) + 1);
      const found = refusals.get(reason);
      if (!found) refusals.set(reason, { count: 1, rows: [row], message });
      else {
        found.count++;
        if (found.rows.length < SHOWN) found.rows.push(row);
      }
    },
    state: () => ({
      refused,
      refusals: Object.fromEntries(refusals),
      unmapped: byCount(unmapped),
      actions: byCount(actions),
      users: users.size > MAX_USERS ? null : users.size,
      span: from <= to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : null,
    }),
  };
}

/** With a null prototype: names are a file's own, `__proto__` among them. */
const byCount = (counts: ReadonlyMap<string, number>): Record<string, number> => {
  const sorted: Record<string, number> = Object.create(null);
  for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a)) sorted[name] = count;
  return sorted;
};

/** What of columns is told; nothing where the file wasn't read so far. */
export const columnsSeen = (mapRow: MapRow | undefined) => ({
  neverFound: mapRow?.neverFound() ?? [],
  unused: mapRow?.unused ?? [],
});
