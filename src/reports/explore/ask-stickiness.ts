import type { StickinessQuery } from '../../contract/index.ts';
import type { StickinessQuestion } from '../../store/questions/stickiness.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { whoseOf } from '../read/seen.ts';
import { openQuestion, passesOf } from './asked.ts';
import { daysOf } from './grid.ts';
import { flagsOf, type Matcher } from './matcher.ts';

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
  const { conditions, range: whole, lookAt } = await openQuestion(r, query, [query.did]);
  const grid = daysOf(query, whole, r.ctx.now, { before: MONTH - 1 });
  const span = { start: grid.bounds[0]!, end: grid.bounds.at(-1)! };
  const v = await lookAt(span);
  const range: Range = { ...whole, start: grid.bounds[MONTH - 1]!, end: span.end, interval: 'day' };
  const passes = passesOf(v, conditions[0]!);
  const question = (
    asked: Partial<Pick<StickinessQuestion, 'lengths' | 'of' | 'from' | 'list'>>,
    { first = 0, among }: { readonly first?: number; readonly among?: Matcher } = {},
  ): StickinessQuestion => ({
    sink: 'stickiness',
    span: { start: grid.bounds[first]!, end: span.end },
    ...whoseOf(v),
    passes: among ? flagsOf(v, among) : passes,
    days: grid.bounds.slice(first),
    lengths: [],
    of: 1,
    from: 0,
    list: null,
    ...asked,
  });
  return { v, range, grid, question };
}
