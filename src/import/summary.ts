import type { ActivityInput } from '../contract/index.ts';
import type { Refusal } from './refusals.ts';

export interface RefusalSummary {
  readonly count: number;
  /** Positions of the first few. */
  readonly rows: readonly number[];
  /** Of the first one. */
  readonly message: string;
}

/** What an import did, or would do. */
export interface Summary {
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
}

const MAX_USERS = 1_000_000;
const SHOWN = 5;

/** Adds up rows as they are settled. */
export function createSummary() {
  const refusals = new Map<string, { count: number; rows: number[]; message: string }>();
  const actions = new Map<string, number>();
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
    refuse({ reason, message, row }: Pick<Refusal, 'reason' | 'message' | 'row'>): void {
      refused++;
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
      actions: Object.fromEntries([...actions].sort(([, a], [, b]) => b - a)),
      users: users.size > MAX_USERS ? null : users.size,
      span: from <= to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : null,
    }),
  };
}
