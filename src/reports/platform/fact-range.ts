import type { Span } from '../range/local-time.ts';
import { type Range, type RangeQuery, resolveRange } from '../range/period.ts';
import { at, type Reader } from '../read/reader.ts';
import type { Scope } from '../read/scope.ts';
import { firstActivityOfAll } from '../totals/lifetime.ts';

/**
 * The range of a query over facts; `period=all` begins with the first fact or the first activity.
 *
 * @param firsts each relation as `from` takes it, with the column that dates its facts
 */
export async function factRange(
  r: Reader,
  query: RangeQuery,
  firsts: readonly (readonly [relation: string, column: string])[],
): Promise<Range> {
  const context = { now: r.ctx.now, zone: r.ctx.zone };
  if (query.period !== 'all') return resolveRange(query, context);
  const found = [await firstActivityOfAll(r)];
  for (const [relation, column] of firsts) {
    const rows = await r.rows<{ first: Date | null }>(`select min(t.${column}) as first from ${relation} t`);
    found.push(rows[0]?.first?.getTime() ?? null);
  }
  const known = found.filter((first) => first !== null);
  return resolveRange(query, { ...context, firstActivity: known.length > 0 ? Math.min(...known) : null });
}

/** The condition that leaves out facts which name an internal account in one of the columns. */
export function withoutInternal(
  r: Reader,
  scope: Pick<Scope, 'internalPeople'>,
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

/** The comparison's buckets by position may end before it does: the rest is one more, which is not shown. */
export function wholeBuckets(span: Span, buckets: readonly Span[]): Span[] {
  const end = buckets.at(-1)?.end ?? span.start;
  return end < span.end ? [...buckets, { start: end, end: span.end }] : [...buckets];
}
