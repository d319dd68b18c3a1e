import type { SummaryQuery, UsageSummary } from '../contract/index.ts';
import { hiddenIn } from './anonymous/hidden.ts';
import { anonymousSummary } from './anonymous/summary.ts';
import type { ReportContext } from './context.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { uncompared } from './range/period.ts';
import { read } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look } from './read/seen.ts';
import { comparedOf, spansOf } from './totals/lifetime.ts';
import { totalsOf } from './totals/summary.ts';
import { usageOf } from './totals/usage-totals.ts';
import { usageCounts } from './usage-analytics.ts';

/**
 * GET /usage-summary: totals and features of a range, without any individual.
 *
 * @throws BadRequest for a range that can't be served.
 */
export async function run(ctx: ReportContext, asked: SummaryQuery): Promise<UsageSummary> {
  const query: SummaryQuery = asked.anonymize ? uncompared(asked) : asked;
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, query as ScopeQuery);
    const whole = await rangeOf(r, query, scope, usageCounts({}));
    const v = await look(r, scope, spansOf(whole), { asked: query });
    const range = await v.comparable(whole);
    const plain = await totalsOf(r, v, range, await usageOf(ctx.catalogue, v, comparedOf(range)));
    const { summary, features } = query.anonymize
      ? anonymousSummary(await hiddenIn(r, v, range), plain)
      : plain;
    const filters = { ...scope.echo, ...(query.anonymize && { anonymize: 'true' }) };
    return {
      summary,
      features,
      meta: metaOf(ctx, range, { filters, ...readOf(v) }),
    };
  });
}
