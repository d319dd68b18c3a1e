import type { SummaryQuery, UsageSummary } from '../contract/index.ts';
import { anonymousSummary } from './anonymous-summary.ts';
import type { ReportContext } from './context.ts';
import { metaOf, rangeOf } from './meta.ts';
import { peopleOf } from './people.ts';
import { planReport } from './plan.ts';
import { read } from './reader.ts';
import { resolveScope, type ScopeQuery } from './scope.ts';
import { summaryOf, unfilledCounters } from './summary.ts';

/**
 * GET /usage-summary: totals and features of a range, without any individual.
 *
 * @throws BadRequest for a range that can not be served.
 */
export async function run(ctx: ReportContext, asked: SummaryQuery): Promise<UsageSummary> {
  const query: SummaryQuery = asked.anonymize ? { ...asked, compare: 'none' } : asked;
  const unfilled = await unfilledCounters(ctx);
  return read(ctx, async (r) => {
    const range = await rangeOf(r, query);
    const scope = await resolveScope(r, query as ScopeQuery);
    await planReport(r, [range, range.comparison], scope, []);
    const active = (await peopleOf(r, range, scope, [])).active;
    const before = range.comparison ? (await peopleOf(r, range.comparison, scope, [])).active : null;
    const whole = await summaryOf(r, {
      span: range,
      comparison: range.comparison,
      scope,
      unfilled,
      active: [active, before],
    });
    const { summary, features } = query.anonymize ? await anonymousSummary(r, range, scope, whole) : whole;
    const source = scope.fromLog || query.anonymize ? 'log' : 'rollup';
    const filters = { ...scope.echo, ...(query.anonymize && { anonymize: 'true' }) };
    return { summary, features, meta: metaOf(ctx, range, { filters, source }) };
  });
}
