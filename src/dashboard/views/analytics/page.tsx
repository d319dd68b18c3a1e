import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as texts from '#texts/analytics.ts';
import type { Analytics as AnalyticsReport } from '../../../contract/reports.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { usePanel } from '../../data/panel-context.ts';
import { samePartQuery } from '../../data/platform-queries.ts';
import { analyticsQuery, usageSummaryQuery } from '../../data/queries.ts';
import { rangeSearch } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { useRange } from '../../data/use-range.ts';
import { analyticsRun, seriesName, seriesOf } from '../../numbers/analytics-run.ts';
import { cardFile } from '../../numbers/card-file.ts';
import { MetricCluster } from '../../numbers/metric-cluster.tsx';
import { beforeAnybody } from '../../numbers/numbers.ts';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { later } from '../../ui/later.tsx';
import { OnceVisible } from '../../ui/once-visible.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { analyticsCards } from './analytics-cards.tsx';
import { Headline } from './headline.tsx';

const FirstActivity = later(() => import('../../shell/page/first-activity.tsx'));
const FeaturesSection = later(() => import('./features-section.tsx'));
const FeaturesOverTime = later(() => import('./features-over-time.tsx'));
const route = getRouteApi('/analytics');
const NOT_YET = <Skeleton className="h-104 w-full" />;

export function AnalyticsPage() {
  useTitle(texts.analytics);
  const search = route.useSearch();
  const range = rangeSearch(search as Raw);
  const { reset } = useRange();
  const analytics = useQuery(analyticsQuery(range));
  const summary = useQuery(usageSummaryQuery(range));
  const data = analytics.data;
  const panel = usePanel();
  const series = useMemo(() => seriesOf(panel), [panel]);
  const metric = seriesName(series, search.metric);
  const cards = (report: AnalyticsReport) => analyticsCards(report, metric, panel);
  const part = samePartQuery(data, data?.comparisonSeries);
  const { data: same } = useQuery({
    ...analyticsQuery(part.query),
    enabled: part.enabled,
    placeholderData: undefined,
  });
  const run = useMemo(
    () => data && analyticsRun(data, metric, panel.catalogue, same),
    [data, metric, panel, same],
  );

  if (!data && analytics.isError)
    return (
      <>
        <Toolbar title={texts.analytics} meta={undefined} error={null} />
        <ErrorState error={analytics.error} onRetry={() => analytics.refetch()} onReset={reset} />
      </>
    );
  return (
    <>
      <Toolbar
        title={texts.analytics}
        meta={data?.meta}
        error={analytics.error}
        file={data && cardFile(texts.analytics, () => cards(data), data.meta)}
      />
      {data && beforeAnybody(data) ? (
        <FirstActivity />
      ) : (
        <div
          className={`flex flex-col gap-6 transition-opacity ${analytics.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {data ? <Headline analytics={data} /> : <Skeleton className="h-6 w-3/5" />}
          {data ? <MetricCluster groups={cards(data)} /> : <ClusterSkeleton />}
          {run ? <ChartPanel series={series} name={metric} run={run} view={search.view} /> : NOT_YET}
          <OnceVisible fallback={NOT_YET}>
            <FeaturesOverTime range={range} meanwhile={NOT_YET} />
          </OnceVisible>
          {summary.isError && !summary.data ? (
            <ErrorState error={summary.error} onRetry={() => summary.refetch()} />
          ) : (
            <FeaturesSection summary={summary.data} meanwhile={NOT_YET} />
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
