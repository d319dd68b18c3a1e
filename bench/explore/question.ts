import { defaultCatalogue } from '../../src/catalogue/index.ts';

const DAY = 86_400_000;

/** A question of Explore, and the same to DuckDB over the raw log. */
export interface Question {
  readonly what: string;
  /** Milliseconds that the goal allows of 10,000,000 activities; null where it only says how much of DuckDB's. */
  readonly goal: number | null;
  readonly path: string;
  readonly sql: string;
  /** What both have to tell alike. */
  ours(answer: unknown): unknown;
  theirs(rows: Rows, answer: unknown): unknown;
}
export type Rows = readonly (readonly unknown[])[];

/** Today in a zone that is so many minutes ahead, as its clock shows it. */
const today = (ahead: number) => Math.floor((Date.now() + ahead * 60_000) / DAY) * DAY;

/** The date so many days ago. */
export const dateAgo = (days: number) => new Date(today(0) - days * DAY).toISOString().slice(0, 10);

/** The first instant of so many days up to now, as SQL, on the zone's clock. */
export function since(days: number, ahead = 0): string {
  return `timestamp '${new Date(today(ahead) - (days - 1) * DAY).toISOString().slice(0, 19)}'`;
}

/** Numbers by what they are of, zeros left out, in one order. */
export type Cell = readonly [what: string, n: number];
export const sorted = (cells: readonly Cell[]): Cell[] =>
  cells.filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** Rows whose last column is the number. */
export const cellsOf = (rows: Rows): Cell[] =>
  sorted(rows.map((row) => [row.slice(0, -1).join(' '), Number(row.at(-1))]));

/** The feature of an action, as SQL. */
export const FEATURE = `case ${Object.entries(defaultCatalogue.actions)
  .map(([action, { feature }]) => `when action = '${action}' then '${feature}'`)
  .join(' ')} end`;
