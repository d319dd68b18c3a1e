import type { SummaryQuery, UsageSummary } from '../contract/index.ts';
import { hiddenIn } from './anonymous/hidden.ts';
import { anonymousSummary } from './anonymous/summary.ts';
import { refuseSome } from './anonymous/users.ts';
import type { ReportContext } from './context.ts';
import { BadRequest } from './errors.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { uncompared } from './range/period.ts';
import { read } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look } from './read/seen.ts';
import { comparedOf, spansOf } from './totals/lifetime.ts';
import { totalsOf } from './totals/summary.ts';
import { usageOf } from './totals/usage-totals.ts';
import { groupsFor, toldGroups, usageCounts } from './usage-analytics.ts';

/** Groups of an answer. */
const MOST = 1_000;

/**
 * GET /usage-summary: totals and features of a range, without any individual.
 *
 * @throws BadRequest for a range that can't be served.
 */
export async function run(ctx: ReportContext, asked: SummaryQuery): Promise<UsageSummary> {
  if (asked.anonymize && asked.groupBy)
    throw new BadRequest({
      groupBy: "isn't taken with anonymize=true here; ask /usage-analytics, or leave one of them out",
    });
  if (asked.anonymize) refuseSome(asked);
  const query: SummaryQuery = asked.anonymize ? uncompared(asked) : asked;
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, query as ScopeQuery);
    const whole = await rangeOf(r, query, scope, usageCounts({}));
    const v = await look(r, scope, spansOf(whole), { asked: query, breakdowns: query.groupBy ?? [] });
    const range = await v.comparable(whole);
    const plain = await totalsOf(r, v, range, await usageOf(ctx.catalogue, v, comparedOf(range)));
    const { summary, features } = query.anonymize
      ? anonymousSummary(await hiddenIn(r, v, range), plain)
      : plain;
    const groups = await groupsFor(r, v, range, { ...query, groupPage: 1, groupPageSize: MOST }, null);
    const filters = { ...scope.echo, ...(query.anonymize && { anonymize: 'true' }) };
    return {
      summary,
      features,
      ...toldGroups(groups, range),
      meta: metaOf(ctx, range, {
        filters,
        ...readOf(v),
        ...(groups?.fromLog && { source: 'log' as const }),
      }),
    };
  });
}
