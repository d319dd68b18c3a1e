import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as texts from '#texts/explore.ts';
import * as nouns from '#texts/nouns.ts';
import type { Query } from '../../../client/index.ts';
import type { Profile } from '../../../contract/families/platform/referrals.ts';
import { addressOf } from '../../data/address.ts';
import { exact } from '../../format/number.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { type PeopleEndpoint, type PersonOf, peopleOf } from './people-of.ts';

interface PeopleDrawerProps<E extends PeopleEndpoint> {
  readonly endpoint: E;
  readonly query: Query<E>;
  readonly title: string;
  /** What so many of them are called. */
  readonly noun?: (n: number) => string;
  /** Behind how many they are. */
  readonly aside?: ReactNode;
  /** A row of the list; who they are, where it isn't told otherwise. */
  readonly row?: (person: PersonOf<E>, zone: string) => ReactNode;
  readonly onClose: () => void;
}

/** The people behind a number, page by page, and as a file. */
export function PeopleDrawer<E extends PeopleEndpoint>(props: PeopleDrawerProps<E>) {
  const { endpoint, query, title, noun = nouns.people, aside, row, onClose } = props;
  const list = useInfiniteQuery(peopleOf(endpoint, query));
  const pages = list.data?.pages;
  const total = pages?.[0]?.meta.totalRows ?? 0;
  const rows = (pages ?? []).flatMap(({ people, meta }) =>
    people.map((person) => (row ? row(person, meta.timezone) : plainRow(person as Profile))),
  );
  return (
    <Drawer
      title={title}
      onClose={onClose}
      aside={<DownloadLink href={addressOf(endpoint, { ...query, format: 'csv' })} what={texts.listOf} />}
      head={
        <p role="status" className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-ink-2">
          {pages && (
            <span>
              <span className="font-semibold text-ink">{exact(total)}</span> {noun(total)}
            </span>
          )}
          {aside}
        </p>
      }
    >
      {!pages ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <>
            <Loading />
            <Skeleton className="m-4 h-80" />
          </>
        )
      ) : rows.length === 0 ? (
        <p className="p-6 text-ink-2">{texts.nobodyHere}</p>
      ) : (
        <>
          <ol className="divide-y divide-line">{rows}</ol>
          <LoadMore list={list} shown={rows.length} noun={noun} />
        </>
      )}
    </Drawer>
  );
}

const plainRow = (person: Profile) => (
  <li key={person.userId} className="px-4 py-2 sm:px-6">
    <UserCell user={person} />
  </li>
);
