import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as texts from '#texts/community.ts';
import type { CommunityStats } from '../../../contract/families/platform/community.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { usePanel } from '../../data/panel-context.ts';
import { communityStatsQuery, useComparedReports } from '../../data/platform-queries.ts';
import { communitySearch } from '../../data/url/community.ts';
import { carried, rangeQuery } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { useRange } from '../../data/use-range.ts';
import { exact } from '../../format/number.ts';
import { seriesName } from '../../numbers/analytics-run.ts';
import { cardFile } from '../../numbers/card-file.ts';
import { type CardGroup, MetricCluster } from '../../numbers/metric-cluster.tsx';
import { COMMUNITY, chartedOf, platformCards, platformRun } from '../../numbers/platform-numbers.ts';
import { verdict } from '../../numbers/verdict.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { FirstShare } from '../../shell/page/first-facts.tsx';
import { NoActivity } from '../../shell/page/no-activity.tsx';
import { ReportView } from '../../shell/page/report-view.tsx';
import { Section } from '../../ui/section.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { Likers } from './likers.tsx';
import { ContributorsFile, TopContributors } from './top-contributors.tsx';

const route = getRouteApi('/community');
const SERIES = chartedOf(COMMUNITY);

export function CommunityPage() {
  return (
    <AdminOnly title={texts.community}>
      <WholeCommunity />
    </AdminOnly>
  );
}

function WholeCommunity() {
  const { has } = usePanel();
  const { range } = useRange();
  const report = useQuery(communityStatsQuery(rangeQuery(range)));
  return (
    <ReportView
      title={texts.community}
      report={report}
      file={(stats) => cardFile(texts.community, () => cardsOf(stats, ''), stats.meta)}
    >
      {(stats) =>
        (range.period === 'all' || !has.shares) && sharesOf(stats) + stats.totalLikes === 0 ? (
          <FirstShare />
        ) : (
          <Community stats={stats} />
        )
      }
    </ReportView>
  );
}

function Community({ stats }: { stats: CommunityStats }) {
  const search = communitySearch(route.useSearch() as Raw);
  const { before, same } = useComparedReports(stats, communityStatsQuery);
  const name = seriesName(SERIES, search.metric);
  const run = useMemo(
    () => platformRun(name, SERIES[name], stats, before, same),
    [name, stats, before, same],
  );
  return (
    <>
      <Summary stats={stats} />
      <MetricCluster groups={cardsOf(stats, name)} />
      <ChartPanel series={SERIES} name={name} run={run} view={search.view} />
      <Section
        title={texts.topContributors}
        note={texts.bySharesInRange}
        aside={
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <WentSilent />
            <ContributorsFile stats={stats} />
          </div>
        }
      >
        <TopContributors rows={stats.topContributors} />
      </Section>
      <Likers />
    </>
  );
}

const sharesOf = ({ sharedSessions, sharedMedia }: CommunityStats) => sharedSessions + sharedMedia;

const WENT_SILENT = 'number:facts.communityShares:>=1:60..30days;number:facts.communityShares:0:30days';

/** Who shared in the month before the last and nothing since: asked of people by their rules. */
const WentSilent = () => (
  <Link
    to="/explore"
    search={(previous) =>
      ({ ...carried(previous as Raw), ask: 'people', rules: WENT_SILENT, sort: 1 }) as Raw
    }
    className="inline-block py-1 text-sm text-ink-2 underline hover:text-ink print:hidden"
  >
    {texts.whoWentSilent}
  </Link>
);

/** Is this range normal? */
function Summary({ stats }: { stats: CommunityStats }) {
  const shares = sharesOf(stats);
  const { totalLikes, contributors, trends } = stats;
  if (shares + totalLikes === 0) return <NoActivity none={texts.nothingInRange} />;
  const before = trends && trends.sharedSessions.previous + trends.sharedMedia.previous;
  return (
    <Sentence>
      <strong className="font-semibold text-ink">{texts.sharesCount(shares, exact(shares))}</strong>{' '}
      {texts.byPeople(contributors, exact(contributors))}
      {before !== null && <>, {verdict(shares, before)}</>}
      {texts.andLikes(totalLikes, exact(totalLikes))}
    </Sentence>
  );
}

function cardsOf(stats: CommunityStats, charted: string): CardGroup[] {
  const { contributors } = stats;
  const each = contributors === 0 ? 0 : Math.round((sharesOf(stats) / contributors) * 10) / 10;
  const cards = platformCards(COMMUNITY, stats, charted, {
    contributors: each > 0 ? texts.sharesEach(each, exact(each)) : undefined,
  });
  return [
    {
      category: 'content',
      label: texts.shares,
      span: 'xl:col-span-6',
      cards: cards('sharedSessions', 'sharedMedia'),
    },
    { category: 'features', label: texts.likes, span: 'xl:col-span-3', cards: cards('totalLikes') },
    { category: 'users', label: texts.contributors, span: 'xl:col-span-3', cards: cards('contributors') },
  ];
}
