import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { addressOf } from '../../data/address.ts';
import { rowsSearch } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { exact, plural } from '../../format/number.ts';
import {
  activitiesCountQuery,
  activitiesFilter,
  activitiesQuery,
} from '../../numbers/opened/activities-query.ts';
import type { OpenedRows } from '../../numbers/opened/opened-rows.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { RowsHead } from './rows-head.tsx';
import { Timeline } from './timeline.tsx';
import type { LoggedActivity } from './timeline-item.tsx';

interface ActivityRowsProps {
  readonly opened: OpenedRows;
  readonly search: Raw;
  readonly onClose: () => void;
}

/** The activities that a number counted. */
export function ActivityRows({ opened, search, onClose }: ActivityRowsProps) {
  const rows = rowsSearch(search);
  const filter = activitiesFilter({ ...usageSearch(search), ...rows }, opened.filter);
  const list = useInfiniteQuery(activitiesQuery(filter));
  const { minus } = opened;
  const removed = useQuery({
    ...activitiesCountQuery({ ...filter, action: minus }),
    enabled: Boolean(minus),
  });
  const first = list.data?.pages[0];
  const activities = (list.data?.pages.flatMap((page) => page.activities) ?? []) as LoggedActivity[];
  const total = first?.meta.totalRows ?? 0;
  const name = activities.find(({ userId }) => userId === rows.who)?.name ?? rows.who;
  return (
    <Drawer
      title={opened.label}
      onClose={onClose}
      aside={
        <DownloadLink
          href={addressOf('activities', { ...filter, format: 'csv' })}
          what={`the activities behind ${opened.label}`}
        />
      }
      head={
        <RowsHead rows={rows} meta={first?.meta} name={name} definition={opened.definition}>
          {minus && removed.data !== undefined && (
            <Difference added={total - removed.data} removed={removed.data} />
          )}
          <span className="font-semibold text-ink">{exact(total)}</span>{' '}
          {plural(total, 'activity', 'activities')}
        </RowsHead>
      }
    >
      {list.isError && !list.data ? (
        <div className="p-4">
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        </div>
      ) : first ? (
        <div className={`p-4 transition-opacity sm:p-6 ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
          <Timeline
            list={list}
            activities={activities}
            zone={first.meta.timezone}
            people={!rows.who}
            empty={
              rows.find ? `No activity here of anybody who matches “${rows.find}”.` : 'No activity here.'
            }
          />
        </div>
      ) : (
        <>
          <Loading />
          <Skeleton className="m-4 h-120" />
        </>
      )}
    </Drawer>
  );
}

/** A number that takes some of its rows off: `310 = 420 added − 110 removed, in`. */
const Difference = ({ added, removed }: { added: number; removed: number }) => (
  <>
    <span className="font-semibold text-ink">{exact(added - removed)}</span>
    {` = ${exact(added)} added − ${exact(removed)} removed, in `}
  </>
);
