import type { Group, UsageQuery } from '../contract/index.ts';
import { hiddenIn } from './anonymous/hidden.ts';
import { anonymityOf } from './anonymous/users.ts';
import type { ReportContext } from './context.ts';
import { rangeOf } from './meta.ts';
import { refuseFilter } from './people/refuse-filter.ts';
import type { Range } from './range/period.ts';
import { read } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look } from './read/seen.ts';
import { lifeUntil } from './totals/lifetime.ts';
import { groupsFor, usageCounts } from './usage-analytics.ts';

/** All groups of `/usage-analytics`, for a file. */
export async function usageGroups(
  ctx: ReportContext,
  query: UsageQuery,
): Promise<{ groups: Group[]; range: Range }> {
  refuseFilter(query);
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const whole = await rangeOf(r, query, scope, usageCounts(query));
    const beside = query.anonymize ? lifeUntil([whole.end]) : whole.comparison;
    const v = await look(r, scope, [whole, ...(beside ? [beside] : [])], {
      asked: query,
      breakdowns: query.groupBy ?? [],
      // What is hidden depends on every number beside them.
      ...(!query.anonymize && { counts: 'activities' }),
    });
    const range = await v.comparable(whole);
    const hidden = query.anonymize ? await hiddenIn(r, v, range, query.groupBy) : null;
    const found = await groupsFor(r, v, range, query, hidden, true);
    return { groups: found?.groups ?? [], range };
  });
}
