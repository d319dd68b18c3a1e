import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as texts from '#texts/features.ts';
import { stackOf } from '../../charts/stack.ts';
import StackedPanel from '../../charts/stacked-panel.tsx';
import { usePanel } from '../../data/panel-context.ts';
import { featureSeriesQuery } from '../../data/report-query.ts';
import { type RangeSearch, spanQuery } from '../../data/url/range.ts';
import { namedSeries } from '../../numbers/groupings.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';

/** Every feature's part of each bar over the range. */
export default function FeaturesOverTime({ range }: { range: RangeSearch }) {
  const { operator, catalogue } = usePanel();
  const report = useQuery(featureSeriesQuery(spanQuery(range), operator.role));
  const { groupSeries, groupBuckets, meta } = report.data ?? {};
  const stack = useMemo(
    () => groupSeries && groupBuckets && stackOf(namedSeries(groupSeries, catalogue), groupBuckets),
    [groupSeries, groupBuckets, catalogue],
  );
  return (
    <Section
      title={texts.featuresOverTime}
      note={texts.staffsWorkInFeatures}
      aside={
        operator.role === 'admin' && (
          <span className="flex gap-4 text-sm print:hidden">
            <Link to="/reports" search={{ ...range, by: 'feature,day', view: 'table' }} className="link">
              {texts.asATable}
            </Link>
            <Link to="/reports" search={{ ...range, by: 'feature,day' }} className="link">
              {texts.asAReport}
            </Link>
          </span>
        )
      }
    >
      {report.isError && !report.data ? (
        <ErrorState error={report.error} onRetry={() => report.refetch()} />
      ) : stack && meta ? (
        <div className={`panel transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}>
          <StackedPanel
            label={texts.features}
            stack={stack}
            meta={meta}
            openedBy={({ key }) => (key?.feature ? keyOf.feature(key.feature) : null)}
          />
        </div>
      ) : (
        <>
          <Loading />
          <Skeleton className="h-104 w-full" />
        </>
      )}
    </Section>
  );
}
