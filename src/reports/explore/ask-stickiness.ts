import { MOST_DAYS, type StickinessQuery } from '../../contract/index.ts';
import { DAY } from '../../db/milliseconds.ts';
import type { StickinessQuestion } from '../../store/question.ts';
import { BadRequest } from '../errors.ts';
import { rangeOf } from '../meta.ts';
import { LISTED, type Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { resolveScope, type ScopeQuery } from '../read/scope.ts';
import { look } from '../read/seen.ts';
import { type Grid, gridOf } from './grid.ts';
import { conditionOf, flagsOf, type Matcher, widened } from './matcher.ts';

export const [WEEK, MONTH] = [7, 28] as const;

export type StickinessAsked = Omit<
  StickinessQuery,
  'of' | 'anonymize' | 'format' | 'columns' | 'bom' | 'refresh'
>;

/**
 * Looks at the days of a range, and at those before it that a month needs that ends with the first of them.
 *
 * @throws BadRequest for more days than can be told, or what retention leaves open
 */
export async function askStickiness(r: ReportReader, query: StickinessAsked) {
  const did = await conditionOf(r, query.did, query.excludeInternal);
  const scope = widened(await resolveScope(r, query as unknown as ScopeQuery), [did]);
  const whole = await rangeOf(r, { ...query, ...LISTED }, scope, ['activity']);
  const grid = daysOf(query, whole, r.ctx.now);
  const span = { start: grid.bounds[0]!, end: grid.bounds.at(-1)! };
  const v = await look(r, scope, [span], {
    asked: { ...query, groupBy: undefined },
    breakdowns: did.breakdowns,
    beside: did.details,
    counts: 'people',
  });
  const range: Range = { ...whole, start: grid.bounds[MONTH - 1]!, end: span.end, interval: 'day' };
  const any = v.passesAll && query.did === undefined;
  const question = (
    asked: Partial<Pick<StickinessQuestion, 'lengths' | 'of' | 'from' | 'list'>>,
    { first = 0, among }: { readonly first?: number; readonly among?: Matcher } = {},
  ): StickinessQuestion => ({
    sink: 'stickiness',
    span: { start: grid.bounds[first]!, end: span.end },
    places: v.places,
    internal: v.scope.internalPeople ? v.ofInternal : null,
    passes: among ? flagsOf(v, among) : any ? null : flagsOf(v, did),
    days: grid.bounds.slice(first),
    lengths: [],
    of: 1,
    from: 0,
    list: null,
    ...asked,
  });
  return { v, range, grid, question };
}

/** @throws BadRequest for a range of more days than can be told */
function daysOf(query: StickinessAsked, range: Range, now: number): Grid {
  const { start, end } = range;
  if (end - start > (MOST_DAYS + 0.5) * DAY)
    throw new BadRequest({
      [query.period === undefined ? 'startDate' : 'period']:
        `asks about more than ${MOST_DAYS} days, which is the most; take a shorter range`,
    });
  // What lies ahead is no day.
  const until = Math.max(start + 1, Math.min(end, now + 1));
  return gridOf({ ...range, end: until }, 'day', { before: MONTH - 1, most: MOST_DAYS + 1 });
}
