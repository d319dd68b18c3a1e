import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Analytics as AnalyticsReport } from '../../contract/reports.ts';
import { usePanel } from '../api/panel-context.ts';
import { samePartQuery } from '../api/platform-queries.ts';
import { analyticsQuery, usageSummaryQuery } from '../api/queries.ts';
import { beforeAnybody } from '../metrics/metrics.ts';
import { analyticsRun, SERIES, seriesName } from '../metrics/series.ts';
import { later } from '../ui/later.tsx';
import { OnceVisible } from '../ui/once-visible.tsx';
import { Section } from '../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { rangeSearch } from '../url/range.ts';
import type { Raw } from '../url/search.ts';
import { AdminOnly } from '../widgets/admin-only.tsx';
import { analyticsCards } from '../widgets/analytics-cards.tsx';
import { cardFile } from '../widgets/card-rows.ts';
import { ChartPanel } from '../widgets/chart-panel.tsx';
import { DistributionList } from '../widgets/distribution-list.tsx';
import { FeatureList } from '../widgets/feature-list.tsx';
import { FeaturesFile } from '../widgets/features-file.tsx';
import { Headline } from '../widgets/headline.tsx';
import { MetricCluster } from '../widgets/metric-cluster.tsx';
import { Toolbar } from '../widgets/toolbar.tsx';
import { useRange } from '../widgets/use-range.ts';

const FirstActivity = later(() => import('../widgets/first-activity.tsx'));
const FeaturesOverTime = later(() => import('../report-builder/features-over-time.tsx'));
const route = getRouteApi('/analytics');
const NOT_YET = <Skeleton className="h-104 w-full" />;

export function AnalyticsPage() {
  return (
    <AdminOnly title="Analytics">
      <Analytics />
    </AdminOnly>
  );
}

function Analytics() {
  const search = route.useSearch();
  const range = rangeSearch(search as Raw);
  const { reset } = useRange();
  const analytics = useQuery(analyticsQuery(range));
  const summary = useQuery(usageSummaryQuery(range));
  const data = analytics.data;
  const metric = seriesName(SERIES, search.metric);
  const { catalogue } = usePanel();
  const cards = (report: AnalyticsReport) => analyticsCards(report, metric, catalogue);
  const part = samePartQuery(data, data?.comparisonSeries);
  const { data: same } = useQuery({
    ...analyticsQuery(part.query),
    enabled: part.enabled,
    placeholderData: undefined,
  });
  const run = useMemo(() => data && analyticsRun(data, metric, same), [data, metric, same]);

  if (!data && analytics.isError)
    return (
      <>
        <Toolbar title="Analytics" meta={undefined} error={null} />
        <ErrorState error={analytics.error} onRetry={() => analytics.refetch()} onReset={reset} />
      </>
    );
  return (
    <>
      <Toolbar
        title="Analytics"
        meta={data?.meta}
        error={analytics.error}
        file={data && cardFile('Analytics', () => cards(data), data.meta)}
      />
      {data && beforeAnybody(data) ? (
        <FirstActivity />
      ) : (
        <div
          className={`flex flex-col gap-6 transition-opacity ${analytics.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {data ? <Headline analytics={data} /> : <Skeleton className="h-6 w-3/5" />}
          {data ? <MetricCluster groups={cards(data)} /> : <ClusterSkeleton />}
          {run ? <ChartPanel series={SERIES} name={metric} run={run} view={search.view} /> : NOT_YET}
          <OnceVisible fallback={NOT_YET}>
            <FeaturesOverTime range={range} meanwhile={NOT_YET} />
          </OnceVisible>
          {summary.isError && !summary.data ? (
            <ErrorState error={summary.error} onRetry={() => summary.refetch()} />
          ) : (
            <div className="below grid grid-cols-1 gap-6 xl:grid-cols-12">
              <Section
                title="Features"
                note="by activities"
                aside={summary.data && <FeaturesFile usage={summary.data} />}
                className="xl:col-span-7"
              >
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
