import { useInfiniteQuery } from '@tanstack/react-query';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/rows.ts';
import type { Meta } from '../../../contract/common.ts';
import type { UserRow } from '../../../contract/reports.ts';
import { addressOf } from '../../data/address.ts';
import { rowsSearch, showsPeople } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { COUNT, exact, peopleWords } from '../../format/number.ts';
import { activitiesFilter, activitiesQuery } from '../../numbers/opened/activities-query.ts';
import type { OpenedRows, PeopleBehind } from '../../numbers/opened/opened-rows.ts';
import { peopleFile, peopleQuery } from '../../numbers/opened/people-query.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { NotInRows } from '../page/not-in-rows.tsx';
import { Difference } from './difference.tsx';
import { PeopleList } from './people-list.tsx';
import { RowsHead } from './rows-head.tsx';
import { RowsList } from './rows-list.tsx';
import { Timeline } from './timeline.tsx';
import type { LoggedActivity } from './timeline-item.tsx';

interface ActivityRowsProps {
  readonly opened: OpenedRows;
  readonly search: Raw;
  readonly onClose: () => void;
}

/** The activities that a number counted, or who did them. */
export function ActivityRows({ opened, search, onClose }: ActivityRowsProps) {
  const rows = rowsSearch(search);
  const people = opened.people !== undefined || showsPeople(rows);
  const filter = activitiesFilter({ ...usageSearch(search), ...rows }, opened.filter);
  const list = useInfiniteQuery({ ...activitiesQuery(filter), enabled: !people });
  const whom = useInfiniteQuery({ ...peopleQuery(filter, opened.people), enabled: people });
  const first = list.data?.pages[0];
  const activities = (list.data?.pages.flatMap((page) => page.activities) ?? []) as LoggedActivity[];
  const ranked = whom.data?.pages[0];
  const total = (people ? ranked?.summary.activities : first?.meta.totalRows) ?? 0;
  const meta = people ? ranked?.meta : first?.meta;
  return (
    <Drawer
      title={opened.label}
      onClose={onClose}
      aside={
        <DownloadLink
          href={
            people ? peopleFile(filter, opened.people) : addressOf('activities', { ...filter, format: 'csv' })
          }
          what={texts.listBehind(people ? nouns.people(2) : nouns.activities(2), opened.label)}
        />
      }
      head={
        <RowsHead
          rows={rows}
          meta={meta}
          name={activities.find(({ userId }) => userId === rows.who)?.name ?? rows.who}
          definition={opened.definition}
          word={opened.people || filter.userId !== undefined ? undefined : texts.activities}
        >
          {opened.people ? (
            peopleWords(peopleCount(ranked, opened.people))
          ) : (
            <>
              <Difference minus={opened.minus} filter={filter} total={total} />
              <span className="font-semibold text-ink">{exact(total)}</span> {nouns.activities(total)}
              {people && ranked && texts.byPeople(peopleWords(peopleCount(ranked)))}
            </>
          )}
        </RowsHead>
      }
    >
      {people ? (
        <RowsList list={whom}>
          {ranked && (
            <PeopleList
              label={opened.label}
              people={peopleIn(whom.data?.pages ?? [], opened.people)}
              list={whom}
              whole={rows.find || opened.people ? null : total}
              unit={COUNT}
              opens={opened.people ? null : { of: rows.rows ?? '', since: rows.since, until: rows.until }}
              empty={nobody(rows.find)}
            >
              <NotInRows meta={ranked.meta} />
            </PeopleList>
          )}
        </RowsList>
      ) : (
        <RowsList list={list}>
          {first && (
            <Timeline
              list={list}
              activities={activities}
              zone={first.meta.timezone}
              people={!rows.who}
              names={Object.assign({}, ...(list.data?.pages.map((page) => page.names) ?? []))}
              empty={rows.find ? texts.noActivityHereAnybody(rows.find) : texts.noActivityHere}
            />
          )}
        </RowsList>
      )}
    </Drawer>
  );
}

/** Whoever is listed with presence alone did no activity. */
const peopleIn = (
  pages: readonly { readonly users: readonly UserRow[] }[],
  { by, joined }: PeopleBehind = { by: 'activities' },
) =>
  pages
    .flatMap(({ users }) => users)
    .map((user) => ({ ...user, amount: Number(user[by]) }))
    .filter(({ amount }) => joined || amount > 0);

/** How many they are, those aside who are listed with presence alone. */
const peopleCount = (
  first: { readonly meta: Meta } | undefined,
  behind: PeopleBehind = { by: 'activities' },
) =>
  (first?.meta.totalRows ?? 0) -
  (behind.joined || behind.by !== 'activities' ? 0 : (first?.meta.inactiveRows ?? 0));

const nobody = (find: string | undefined) => (find ? texts.nobodyHereWhoMatches(find) : texts.nobodyHere);
