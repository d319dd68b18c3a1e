import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import type { Analytics as AnalyticsReport } from '../../contract/reports.ts';
import { usePanel } from '../api/panel-context.ts';
import { analyticsQuery, usageSummaryQuery } from '../api/queries.ts';
import { Section } from '../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { carried, rangeSearch } from '../url/range.ts';
import type { Raw } from '../url/search.ts';
import { ChartPanel } from '../widgets/chart-panel.tsx';
import { DistributionList } from '../widgets/distribution-list.tsx';
import { FeatureList } from '../widgets/feature-list.tsx';
import { FirstActivity } from '../widgets/first-activity.tsx';
import { Headline } from '../widgets/headline.tsx';
import { MetricCluster } from '../widgets/metric-cluster.tsx';
import { Toolbar } from '../widgets/toolbar.tsx';
import { useRange } from '../widgets/use-range.ts';
import { useTitle } from '../widgets/use-title.ts';

const route = getRouteApi('/analytics');

export function AnalyticsPage() {
  useTitle('Analytics');
  const { operator } = usePanel();
  return operator.role === 'admin' ? <Analytics /> : <Navigate to="/usage" search={carried} replace />;
}

function Analytics() {
  const search = route.useSearch();
  const range = rangeSearch(search as Raw);
  const { reset } = useRange();
  const analytics = useQuery(analyticsQuery(range));
  const summary = useQuery(usageSummaryQuery(range));
  const data = analytics.data;

  if (!data && analytics.isError)
    return (
      <>
        <Toolbar title="Analytics" meta={undefined} error={null} />
        <ErrorState error={analytics.error} onRetry={() => analytics.refetch()} onReset={reset} />
      </>
    );
  return (
    <>
      <Toolbar title="Analytics" meta={data?.meta} error={analytics.error} />
      {data && beforeAnybody(data) ? (
        <FirstActivity />
      ) : (
        <div
          className={`flex flex-col gap-6 transition-opacity ${analytics.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {data ? <Headline analytics={data} /> : <Skeleton className="h-6 w-3/5" />}
          {data ? <MetricCluster analytics={data} /> : <ClusterSkeleton />}
          {data ? <ChartPanel analytics={data} search={search} /> : <Skeleton className="h-104 w-full" />}
          {summary.isError && !summary.data ? (
            <ErrorState error={summary.error} onRetry={() => summary.refetch()} />
          ) : (
            <div className="grid grid-cols-1 gap-6 xl:grid-cols-12">
              <Section title="Features" note="by activities" className="xl:col-span-7">
                <FeatureList features={summary.data?.features} />
              </Section>
              <div className="xl:col-span-5">
                <DistributionList features={summary.data?.features} />
              </div>
            </div>
          )}
        </div>
      )}
    </>
  );
}

/** Up to this moment there is no account. A range in the past may be empty for being too early. */
const beforeAnybody = ({ totalUsers, meta }: AnalyticsReport) =>
  totalUsers === 0 && meta.end >= meta.computedAt;

function ClusterSkeleton() {
  return (
    <div className="grid gap-3 xl:grid-cols-12">
      <Loading />
      <Skeleton className="h-37 xl:col-span-9" />
      <Skeleton className="h-37 xl:col-span-3" />
      <Skeleton className="h-37 xl:col-span-5" />
      <Skeleton className="h-37 xl:col-span-7" />
    </div>
  );
}
