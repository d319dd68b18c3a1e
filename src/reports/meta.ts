import type { Meta } from '../contract/index.ts';
import { beginningOf, type Counted } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { type Range, type RangeQuery, resolveRange, uncompared } from './range/period.ts';
import type { ReadScope } from './read/activity-scope.ts';
import { at, type ReportReader } from './read/reader.ts';
import type { Seen } from './read/seen.ts';

/**
 * The range of a query; `period=all` asks the database where it begins.
 *
 * @param counted what the report counts, of people whom the scope lets through
 */
export async function rangeOf(
  r: ReportReader,
  asked: RangeQuery,
  scope: ReadScope,
  counted: readonly Counted[],
): Promise<Range> {
  const { now, zone, logStart = Number.NEGATIVE_INFINITY } = r.ctx;
  const query = scope.ofRange ? uncompared(asked) : asked;
  const first = query.period === 'all' ? await beginningOf(r, scope, counted) : null;
  const context = { now, zone, first };
  const range = resolveRange(query, context);
  // Of removed log days are told, and hours aren't.
  if (query.interval === 'auto' && range.interval === 'hour' && range.start < logStart)
    return resolveRange({ ...query, interval: 'day' }, context);
  return range;
}

/** What was read of activity, and what retention leaves out of the answer. */
export const readOf = ({
  source,
  missing,
}: Pick<Meta, 'source'> & Pick<Seen, 'missing'>): Pick<Meta, 'source' | 'missing'> => ({
  source,
  ...(Object.keys(missing).length > 0 && { missing: { ...missing } }),
});

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
    align: range.align,
    comparison: range.comparison && { start: at(range.comparison.start), end: at(range.comparison.end) },
    computedAt: at(ctx.now),
    cached: false,
    expiresAt: null,
    sample: ctx.sample,
    ...(ctx.away && { away: ctx.away }),
    ...more,
  };
}
