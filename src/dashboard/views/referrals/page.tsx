import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as texts from '#texts/referrals.ts';
import type { ReferralStats } from '../../../contract/families/platform/referrals.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { referralStatsQuery, useComparedReports } from '../../data/platform-queries.ts';
import { rangeQuery } from '../../data/url/range.ts';
import { useRange } from '../../data/use-range.ts';
import { exact } from '../../format/number.ts';
import { seriesName } from '../../numbers/analytics-run.ts';
import { cardFile } from '../../numbers/card-file.ts';
import { MetricCluster } from '../../numbers/metric-cluster.tsx';
import { chartedOf, platformRun, REFERRALS } from '../../numbers/platform-numbers.ts';
import { verdict } from '../../numbers/verdict.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { FirstReferral } from '../../shell/page/first-facts.tsx';
import { NoActivity } from '../../shell/page/no-activity.tsx';
import { ReportView, reachesNow } from '../../shell/page/report-view.tsx';
import { Section } from '../../ui/section.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { Outcomes } from './outcomes.tsx';
import { RecentReferrals } from './recent-referrals.tsx';
import { referralCards } from './referral-cards.tsx';
import { CodesFile, ReferrersFile, TopCodes, TopReferrers } from './top-referrals.tsx';

const route = getRouteApi('/referrals');
const SERIES = chartedOf(REFERRALS);

export function ReferralsPage() {
  return (
    <AdminOnly title={texts.referrals}>
      <WholeReferrals />
    </AdminOnly>
  );
}

function WholeReferrals() {
  const { range } = useRange();
  const report = useQuery(referralStatsQuery(rangeQuery(range)));
  return (
    <ReportView
      title={texts.referrals}
      report={report}
      file={(stats) => cardFile(texts.referrals, () => referralCards(stats, ''), stats.meta)}
    >
      {(stats) =>
        stats.totalReferrals === 0 && reachesNow(stats.meta) ? <FirstReferral /> : <Referrals stats={stats} />
      }
    </ReportView>
  );
}

function Referrals({ stats }: { stats: ReferralStats }) {
  const search = route.useSearch();
  const { before, same } = useComparedReports(stats, referralStatsQuery);
  const name = seriesName(SERIES, search.metric);
  const run = useMemo(
    () => platformRun(name, SERIES[name], stats, before, same),
    [name, stats, before, same],
  );
  return (
    <>
      <Summary stats={stats} />
      <MetricCluster groups={referralCards(stats, name)} />
      <ChartPanel series={SERIES} name={name} run={run} view={search.view} />
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-12">
        <Section
          title={texts.topReferrers}
          note={texts.byUsersReferredIn}
          aside={<ReferrersFile stats={stats} />}
          className="xl:col-span-7"
        >
          <TopReferrers rows={stats.topReferrers} />
        </Section>
        <Section
          title={texts.topCodes}
          note={texts.eachOpensItsReferrals}
          aside={<CodesFile stats={stats} />}
          className="xl:col-span-5"
        >
          <TopCodes rows={stats.topCodes} />
        </Section>
      </div>
      <Outcomes />
      <RecentReferrals search={search} />
    </>
  );
}

/** Is this range normal? */
function Summary({ stats }: { stats: ReferralStats }) {
  const { newReferrals, activeReferrals, totalReferrals, trends } = stats;
  if (newReferrals === 0) return <NoActivity none={texts.nothingInRange} />;
  return (
    <Sentence>
      <strong className="font-semibold text-ink">
        {texts.newReferrals(newReferrals, exact(newReferrals))}
      </strong>
      {trends && <>, {verdict(newReferrals, trends.newReferrals.previous)}</>};{' '}
      {texts.areActive(totalReferrals, exact(activeReferrals), exact(totalReferrals))}
    </Sentence>
  );
}
