import type { Meta } from '../contract/index.ts';
import { beginningOf, type Counted } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { type Range, type RangeQuery, resolveRange } from './range/period.ts';
import { at, type Reader } from './read/reader.ts';
import type { Scope } from './read/scope.ts';

/**
 * The range of a query; `period=all` asks the database where it begins.
 *
 * @param counted what the report counts, of people whom the scope lets through
 */
export async function rangeOf(
  r: Reader,
  query: RangeQuery,
  scope: Scope,
  counted: readonly Counted[],
): Promise<Range> {
  const first = query.period === 'all' ? await beginningOf(r, scope, counted) : null;
  return resolveRange(query, { now: r.ctx.now, zone: r.ctx.zone, first });
}

/** What was understood. A cache sets `cached` and `expiresAt` itself. */
export function metaOf(
  ctx: ReportContext,
  range: Range,
  more: Pick<Meta, 'filters' | 'source'> & Partial<Meta>,
): Meta {
  return {
    start: at(range.start),
    end: at(range.end),
    timezone: range.timezone,
    interval: range.interval,
    comparison: range.comparison && { start: at(range.comparison.start), end: at(range.comparison.end) },
    computedAt: at(ctx.now),
    cached: false,
    expiresAt: null,
    sample: ctx.sample,
    ...more,
  };
}
