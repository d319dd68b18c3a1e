import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { ReadScope } from '../read/scope.ts';

/** The condition that leaves out facts which name an internal account in one of the columns. */
export function withoutInternal(
  r: ReportReader,
  scope: Pick<ReadScope, 'internalPeople'>,
  ...columns: string[]
): string {
  if (scope.internalPeople) return 'true';
  return columns
    .map((column) => `${column} not in (select id from ${r.s}.users where internal)`)
    .join(' and ');
}

/** Bounds of adjoining buckets as `width_bucket` and a range condition take them: `$1`, `$2`, `$3`. */
export function boundsOf(buckets: readonly Span[]): unknown[] {
  return [buckets.map((b) => at(b.start)), at(buckets[0]!.start), at(buckets.at(-1)!.end)];
}
