import { all, raw, type Sql, sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import { at, type ReportReader } from '../read/reader.ts';

/** The condition that leaves out facts which name an internal account in one of the columns. */
export function withoutInternal(
  r: ReportReader,
  scope: Pick<ReadScope, 'internalPeople'>,
  ...columns: string[]
): Sql {
  const internal = sql`select id from ${r.ctx.db.tables.users} where internal`;
  return all(scope.internalPeople ? [] : columns.map((column) => sql`${raw(column)} not in (${internal})`));
}

/** A span, or adjoining buckets, as a statement names it. */
export interface Bounds {
  readonly start: Sql;
  readonly end: Sql;
  /** Where the buckets begin, for `width_bucket`. */
  readonly begins: Sql;
}

export const boundsOf = (buckets: readonly Span[]): Bounds => ({
  start: instant(buckets[0]!.start),
  end: instant(buckets.at(-1)!.end),
  begins: sql`${buckets.map((bucket) => at(bucket.start))}::timestamptz[]`,
});

/** The condition that a column lies in them. */
export const within = (column: string, { start, end }: Bounds): Sql =>
  sql`${raw(column)} >= ${start} and ${raw(column)} < ${end}`;

export const instant = (ms: number): Sql => sql`${at(ms)}::timestamptz`;
