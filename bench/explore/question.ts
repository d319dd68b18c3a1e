const DAY = 86_400_000;

/** A question of Explore, and the same to DuckDB over the raw log. */
export interface Question {
  readonly what: string;
  /** Milliseconds that the goal allows of 10,000,000 activities. */
  readonly goal: number;
  readonly path: string;
  readonly sql: string;
  /** What both have to tell alike. */
  ours(answer: unknown): unknown;
  theirs(rows: readonly (readonly unknown[])[]): unknown;
}

/** The first instant of so many days up to now, as SQL. */
export function since(days: number): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  return `timestamp '${new Date(today - (days - 1) * DAY).toISOString().slice(0, 19)}'`;
}
