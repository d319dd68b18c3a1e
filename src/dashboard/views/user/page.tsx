import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/user.ts';
import type { ErasureReceipt as Receipt } from '../../../contract/families/privacy/index.ts';
import type { UserUsage } from '../../../contract/reports.ts';
import { addressOf } from '../../data/address.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { useRange } from '../../data/use-range.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { Timeline } from '../../shell/rows/timeline.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { FeatureFilter } from '../../ui/feature-filter.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ErasureReceipt } from './erasure-receipt.tsx';
import { NothingHere } from './nothing-here.tsx';
import { UserActions } from './user-actions.tsx';
import { countersFile, UserCounters } from './user-counters.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserProfile } from './user-profile.tsx';
import { timelineFilter, userFactsQuery, userTimelineQuery, userUsageQuery } from './user-queries.ts';
import { UserViewers } from './user-viewers.tsx';
import { Year } from './year.tsx';

const route = getRouteApi('/users/$userId');

export function UserPage() {
  const { userId } = route.useParams();
  if (usePanel().operator.role === 'admin') return <OneUser />;
  return <AdminOnly title={userId}>{null}</AdminOnly>;
}

function OneUser() {
  const { userId } = route.useParams();
  const search = route.useSearch();
  const { zone, reset, setRange } = useRange();
  const [erased, setErased] = useState<{ of: string; receipt: Receipt } | null>(null);
  const life = useQuery(userUsageQuery(userId, zone));
  const facts = useQuery(userFactsQuery(userId));
  const timeline = useInfiniteQuery(userTimelineQuery(userId, search));
  useTitle(life.data?.user.name ?? userId);

  if (erased?.of === userId)
    return (
      <>
        <BackToUsage />
        <ErasureReceipt receipt={erased.receipt} />
      </>
    );
  if (life.isError && !life.data)
    return (
      <>
        <BackToUsage />
        <ErrorState error={life.error} onRetry={() => life.refetch()} onReset={reset} />
      </>
    );
  // Drawn together: what came later would move what stands below it.
  if (!life.data || facts.isPending)
    return (
      <>
        <BackToUsage />
        <Loading />
        <Skeleton className="h-58 w-full" />
        <Skeleton className="mt-7 h-120 w-full" />
      </>
    );
  const { user, usageStats } = life.data;
  const ranged = timeline.data?.pages[0];
  return (
    <>
      <BackToUsage />
      <UserProfile
        usage={life.data}
        onDay={(day) => setRange(oneDay(day))}
        actions={<UserActions user={user} onErased={(receipt) => setErased({ of: userId, receipt })} />}
      />
      <Year userId={userId} life={life.data} onDay={(day) => setRange(oneDay(day))} />
      <UserFacts userId={userId} zone={life.data.meta.timezone} />
      <Toolbar
        title={texts.inTheRange}
        level={2}
        meta={ranged?.meta}
        error={ranged && timeline.error}
        comparable={false}
      >
        <FeatureFilter />
      </Toolbar>
      {timeline.isError && !ranged ? (
        <ErrorState error={timeline.error} onRetry={() => timeline.refetch()} onReset={reset} />
      ) : (
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-12">
          <Section
            title={texts.counters}
            aside={ranged && <SaveButton {...countersFile(usageStats, ranged)} />}
            className="lg:col-span-5"
          >
            {ranged ? (
              <UserCounters lifetime={usageStats} ranged={ranged} />
            ) : (
              <Skeleton className="h-120 w-full" />
            )}
          </Section>
          <Section
            title={texts.timeline}
            aside={
              <DownloadLink
                href={addressOf('activities', {
                  ...timelineFilter(search),
                  userId,
                  // This user is meant, whoever reports leave out.
                  excludeInternal: false,
                  format: 'csv',
                })}
                what={texts.everyActivity}
              />
            }
            className="lg:col-span-7"
          >
            {timeline.data && ranged ? (
              <Timeline
                list={timeline}
                activities={timeline.data.pages.flatMap((page) => page.recentActivity)}
                zone={ranged.meta.timezone}
                names={Object.assign({}, ...timeline.data.pages.map((page) => page.names))}
                empty={
                  life.data && (
                    <NothingHere last={lastOf(life.data)} zone={ranged.meta.timezone} setRange={setRange} />
                  )
                }
              />
            ) : (
              <>
                <Loading />
                <Skeleton className="h-120 w-full" />
              </>
            )}
          </Section>
        </div>
      )}
      {life.data && <UserViewers userId={userId} zone={life.data.meta.timezone} />}
    </>
  );
}

const lastOf = ({ usageStats: { lastActivityAt } }: UserUsage): string | null =>
  typeof lastActivityAt === 'string' ? lastActivityAt : null;

const oneDay = (day: string) => ({ period: undefined, startDate: day, endDate: day });

function BackToUsage() {
  return (
    <p className="pt-5 pb-3 print:hidden">
      <Link
        to="/usage"
        search={(previous) => carried(previous as Raw)}
        className="inline-flex min-h-6 items-center gap-1 text-sm text-ink-2 hover:text-ink"
      >
        <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden="true" /> {texts.allUsers}
      </Link>
    </p>
  );
}
