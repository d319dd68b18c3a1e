import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import * as texts from '#texts/usage.ts';
import { own } from '../../../catalogue/own.ts';
import { usePanel } from '../../data/panel-context.ts';
import { analyticsQuery, usageSummaryQuery } from '../../data/queries.ts';
import { rangeSearch } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { useRange } from '../../data/use-range.ts';
import FeaturesFile from '../../numbers/features-file.tsx';
import { beforeAnybody } from '../../numbers/numbers.ts';
import { NoActivity } from '../../shell/page/no-activity.tsx';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { FeatureFilter } from '../../ui/feature-filter.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { later } from '../../ui/later.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { FeatureBreakdown } from './feature-breakdown.tsx';
import { TopUsers } from './top-users.tsx';
import { summaryFile, UsageSummaryStrip } from './usage-summary-strip.tsx';
import { UserTable } from './user-table.tsx';

const FirstActivity = later(() => import('../../shell/page/first-activity.tsx'));
const route = getRouteApi('/usage');

export function UsagePage() {
  useTitle(texts.usage);
  const search = route.useSearch();
  const panel = usePanel();
  const { operator, catalogue } = panel;
  const { reset } = useRange();
  const { feature, segment } = search;
  const summary = useQuery(usageSummaryQuery({ ...rangeSearch(search as Raw), feature, segment }));
  const { data } = summary;
  const people = operator.role === 'admin';
  const nothing = data?.summary.activities === 0;
  // Only the other report knows whether there is anybody at all.
  const analytics = useQuery({ ...analyticsQuery(rangeSearch(search as Raw)), enabled: people && nothing });
  const nobody = nothing && analytics.data !== undefined && beforeAnybody(analytics.data);
  const featureName = feature && (own(catalogue.features, feature)?.label ?? feature);

  return (
    <>
      <Toolbar
        title={texts.usage}
        meta={data?.meta}
        error={data ? summary.error : null}
        file={data && summaryFile(data, panel, feature)}
      >
        {segment !== undefined && (
          <FilterChip param="segment" what={texts.ofSegment(segment)}>
            {texts.ofSegment(data?.meta.filters.segmentName ?? segment)}
          </FilterChip>
        )}
        <FeatureFilter />
      </Toolbar>
      {!data && summary.isError ? (
        <ErrorState error={summary.error} onRetry={() => summary.refetch()} onReset={reset} />
      ) : nobody ? (
        <FirstActivity />
      ) : (
        <>
          {!data && <Waiting />}
          {/* Asks at once, but waits for what stands above it: nothing moves then. */}
          <div className={data ? 'flex flex-col gap-7' : 'hidden'}>
            {nothing && <NoActivity />}
            {data && <UsageSummaryStrip usage={data} faded={summary.isPlaceholderData} only={feature} />}
            {people && (
              <Section
                title={texts.topUsers}
                note={featureName ? texts.byTotalActivityIn(featureName) : texts.byTotalActivity}
              >
                <TopUsers search={search} />
              </Section>
            )}
            {people && <UserTable search={search} />}
            <Section
              title={texts.byFeature}
              note={texts.everyCounterInRange}
              aside={data && <FeaturesFile usage={data} only={feature} />}
            >
              <FeatureBreakdown features={data?.features} only={feature} />
            </Section>
          </div>
        </>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-7">
      <Loading />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-80 w-full" />
      <Skeleton className="h-120 w-full" />
    </div>
  );
}
