import {
  COMMUNITY_METRICS,
  type CommunityMetric,
  type CommunityStats,
  type CommunityStatsQuery,
} from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import { wholeBuckets } from '../range/buckets.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { change } from '../totals/change.ts';
import { COMMUNITY, communityIn, contributorsIn } from './community-facts.ts';

/**
 * GET /community/stats: shares and likes of the range that stand at its end, with trends, a series and the
 * top contributors.
 *
 * @throws BadRequest for a range that can't be served
 */
export function run(ctx: ReportContext, query: CommunityStatsQuery): Promise<CommunityStats> {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const range = await rangeOf(r, query, scope, COMMUNITY);
    const { comparison } = range;
    const now = await partOf(r, range, range.buckets, scope);
    const then =
      comparison &&
      (await partOf(r, comparison, wholeBuckets(comparison, range.comparisonBuckets), scope)).metrics;
    const profile = await profilesOf(
      r,
      now.top.map((row) => row.id),
    );
    return {
      ...now.metrics,
      trends:
        then &&
        (Object.fromEntries(
          COMMUNITY_METRICS.map((name) => [name, change(now.metrics[name], then[name])]),
        ) as CommunityStats['trends']),
      series: now.points.map((point, i) => ({
        start: at(range.buckets[i]!.start),
        end: at(range.buckets[i]!.end),
        ...point,
      })),
      topContributors: now.top.map(({ id, ...numbers }) => ({ ...profile(id), ...numbers })),
      meta: metaOf(ctx, range, { filters: scope.echo, source: 'facts' }),
    };
  });
}

async function partOf(r: ReportReader, span: Span, buckets: readonly Span[], scope: ReadScope) {
  const points = await communityIn(r, buckets, scope);
  const { contributors, top } = await contributorsIn(r, span, scope);
  const sum = (name: keyof (typeof points)[number]) => points.reduce((n, point) => n + point[name], 0);
  const metrics: Record<CommunityMetric, number> = {
    sharedSessions: sum('sharedSessions'),
    sharedMedia: sum('sharedMedia'),
    totalLikes: sum('totalLikes'),
    contributors,
  };
  return { metrics, points, top };
}
