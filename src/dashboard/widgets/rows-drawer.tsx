import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { activitiesFilter, activitiesQuery } from '../api/activities-query.ts';
import { addressOf } from '../api/address.ts';
import { usePanel } from '../api/panel-context.ts';
import { date, lastInstant, span, zoneWords } from '../format/date.ts';
import { exact, plural } from '../format/number.ts';
import { type Opened, openedBy } from '../metrics/opened.ts';
import { Button } from '../ui/button.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { carried } from '../url/range.ts';
import { type RowsSearch, rowsSearch, withoutRows } from '../url/rows.ts';
import type { Raw } from '../url/search.ts';
import { usageSearch } from '../url/views.ts';
import { SearchField } from './search-field.tsx';
import { type LoggedActivity, Timeline } from './timeline.tsx';

/** The activities that a number counted, over whatever page it stands on. */
export default function RowsDrawer() {
  const search = useSearch({ strict: false }) as Raw;
  const opened = openedBy(rowsSearch(search).rows ?? '', usePanel().catalogue);
  const close = useClose();
  if (opened) return <Rows key={opened.label} opened={opened} search={search} onClose={close} />;
  return (
    <Drawer title="Activities" head={null} onClose={close}>
      <p className="p-6 text-ink-2">
        The address names a number that has no list. Close this, and open one from the page.
      </p>
    </Drawer>
  );
}

/** Back, where that is the page below; otherwise the page below in its place. */
function useClose(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  return () => {
    if (router.state.location.state.opened) router.history.back();
    else void navigate({ to: '.', search: withoutRows as never, replace: true, resetScroll: false });
  };
}

function Rows({ opened, search, onClose }: { opened: Opened; search: Raw; onClose: () => void }) {
  const rows = rowsSearch(search);
  const filter = activitiesFilter({ ...usageSearch(search), ...rows }, opened.filter);
  const list = useInfiniteQuery(activitiesQuery(filter));
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
        <>
          <p role="status" className="mt-0.5 min-h-5.5 text-ink-2">
            {first && (
              <>
                <span className="font-semibold text-ink">{exact(total)}</span>{' '}
                {plural(total, 'activity', 'activities')}{' '}
                <span className="text-sm text-ink-3">
                  {' · '}
                  {rows.until
                    ? `up to ${date(lastInstant(first.meta.end), first.meta.timezone)}`
                    : span(first.meta.start, first.meta.end, first.meta.timezone)}
                  {' · '}
                  {zoneWords(first.meta.timezone)}
                </span>
              </>
            )}
          </p>
          <p className="mt-1 text-sm text-ink-3">{opened.definition}</p>
          <div className="mt-3">{rows.who ? <Whose who={rows.who} name={name ?? rows.who} /> : <Find />}</div>
        </>
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

const Find = () => (
  <SearchField
    param="find"
    label="Only users by name, e-mail or id"
    placeholder="Name, e-mail or id"
    className="w-full"
  />
);

/** The one user whose rows they are, with the ways to their page and to everybody's. */
function Whose({ who, name }: { who: string; name: string }) {
  const navigate = useNavigate();
  const everybody = (previous: RowsSearch) => ({ ...previous, who: undefined });
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <Link
        to="/users/$userId"
        params={{ userId: who }}
        search={carried as never}
        className="link font-medium"
      >
        {name}
      </Link>
      <Button
        look="quiet"
        onClick={() =>
          void navigate({
            to: '.',
            search: everybody as never,
            replace: true,
            resetScroll: false,
            state: true,
          })
        }
      >
        <X className="size-3.5" aria-hidden="true" /> Everybody instead
      </Button>
    </p>
  );
}
