import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReferralStats } from '../../contract/families/platform/referrals.ts';
import { comparisonQuery, referralStatsQuery, samePartQuery } from '../api/platform-queries.ts';
import { exact, plural } from '../format/number.ts';
import { platformRun, REFERRAL_SERIES } from '../metrics/platform.ts';
import { seriesName } from '../metrics/series.ts';
import { verdict } from '../metrics/verdict.ts';
import { Section } from '../ui/section.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { rangeQuery } from '../url/range.ts';
import { AdminOnly } from '../widgets/admin-only.tsx';
import { cardFile } from '../widgets/card-rows.ts';
import { ChartPanel } from '../widgets/chart-panel.tsx';
import { FirstReferral } from '../widgets/first-facts.tsx';
import { MetricCluster } from '../widgets/metric-cluster.tsx';
import { NoActivity } from '../widgets/no-activity.tsx';
import { RecentReferrals } from '../widgets/recent-referrals.tsx';
import { referralCards } from '../widgets/referral-cards.tsx';
import { ReportView, reachesNow } from '../widgets/report-view.tsx';
import { CodesFile, ReferrersFile, TopCodes, TopReferrers } from '../widgets/top-referrals.tsx';

const route = getRouteApi('/referrals');

export function ReferralsPage() {
  const search = route.useSearch();
  const report = useQuery(referralStatsQuery(rangeQuery(search)));
  return (
    <AdminOnly title="Referrals">
      <ReportView
        title="Referrals"
        report={report}
        file={(stats) => cardFile('Referrals', () => referralCards(stats, ''), stats.meta)}
      >
        {(stats) =>
          stats.totalReferrals === 0 && reachesNow(stats.meta) ? (
            <FirstReferral />
          ) : (
            <Referrals stats={stats} />
          )
        }
      </ReportView>
    </AdminOnly>
  );
}

function Referrals({ stats }: { stats: ReferralStats }) {
  const search = route.useSearch();
  const { query, enabled } = comparisonQuery(stats.meta);
  const { data: before } = useQuery({ ...referralStatsQuery(query), enabled, placeholderData: undefined });
  const part = samePartQuery(stats, before?.series);
  const { data: same } = useQuery({
    ...referralStatsQuery(part.query),
    enabled: part.enabled,
    placeholderData: undefined,
  });
  const name = seriesName(REFERRAL_SERIES, search.metric);
  const run = useMemo(
    () => platformRun(REFERRAL_SERIES, name, stats, before, same),
    [name, stats, before, same],
  );
  return (
    <>
      <Summary stats={stats} />
      <MetricCluster groups={referralCards(stats, name)} />
      <ChartPanel series={REFERRAL_SERIES} name={name} run={run} view={search.view} />
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-12">
        <Section
          title="Top referrers"
          note="by users referred in the range"
          aside={<ReferrersFile stats={stats} />}
          className="xl:col-span-7"
        >
          <TopReferrers rows={stats.topReferrers} />
        </Section>
        <Section
          title="Top codes"
          note="each opens its referrals"
          aside={<CodesFile stats={stats} />}
          className="xl:col-span-5"
        >
          <TopCodes rows={stats.topCodes} />
        </Section>
      </div>
      <RecentReferrals search={search} />
    </>
  );
}

/** Is this range normal? */
function Summary({ stats }: { stats: ReferralStats }) {
  const { newReferrals, activeReferrals, totalReferrals, trends } = stats;
  if (newReferrals === 0) return <NoActivity what="referral" />;
  return (
    <Sentence>
      <strong className="font-semibold text-ink">
        {exact(newReferrals)} new {plural(newReferrals, 'referral')}
      </strong>
      {trends && <>, {verdict(newReferrals, trends.newReferrals.previous)}</>}; {exact(activeReferrals)} of{' '}
      {exact(totalReferrals)} referred {plural(totalReferrals, 'user is', 'users are')} active.
    </Sentence>
  );
}
