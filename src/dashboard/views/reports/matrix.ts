import { own } from '../../../catalogue/own.ts';
import type { Group } from '../../../contract/reports.ts';

interface Line {
  readonly value: string;
  readonly count: number;
  /** Any of its groups: they are called alike in this direction. */
  readonly group: Group;
}

/** Two groupings as rows and columns. */
export interface Matrix {
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
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

function sums(groups: readonly Group[], name: string): Line[] {
  const found = new Map<string, Line>();
  for (const group of groups) {
    const value = own(group.key, name) ?? '';
    const line = found.get(value) ?? { value, count: 0, group };
    found.set(value, { ...line, count: line.count + group.count });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
