import type { Meta } from '../contract/index.ts';
import type { ReportContext } from './context.ts';
import { type Range, type RangeQuery, resolveRange } from './range/period.ts';
import { at, type Reader } from './read/reader.ts';
import { firstActivityOfAll } from './totals/lifetime.ts';

/** The range of a query; `period=all` asks the database where it begins. */
export async function rangeOf(r: Reader, query: RangeQuery): Promise<Range> {
  const firstActivity = query.period === 'all' ? await firstActivityOfAll(r) : null;
  return resolveRange(query, { now: r.ctx.now, zone: r.ctx.zone, firstActivity });
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
