import { own } from '../../catalogue/own.ts';
import type { Group } from '../../contract/reports.ts';

/** Two groupings as rows and columns. */
export interface Matrix {
  readonly rows: readonly { readonly value: string; readonly count: number }[];
  readonly columns: readonly { readonly value: string; readonly count: number }[];
  /** Undefined where no activity has both. */
  readonly at: (row: string, column: string) => Group | undefined;
  readonly most: number;
}

/** Largest first in both directions; rows by the first grouping. */
export function matrixOf(groups: readonly Group[], by: readonly [string, string]): Matrix {
  const cells = new Map(groups.map((group) => [cellKey(group.key[by[0]], group.key[by[1]]), group]));
  return {
    rows: sums(groups, by[0]),
    columns: sums(groups, by[1]),
    at: (row, column) => cells.get(cellKey(row, column)),
    most: Math.max(1, ...groups.map(({ count }) => count)),
  };
}

const cellKey = (row: string | undefined, column: string | undefined) => JSON.stringify([row, column]);

function sums(groups: readonly Group[], name: string) {
  const found = new Map<string, number>();
  for (const { key, count } of groups)
    found.set(own(key, name) ?? '', (found.get(own(key, name) ?? '') ?? 0) + count);
  return [...found].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
