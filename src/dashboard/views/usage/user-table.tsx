import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type SortingState, type Updater, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import * as texts from '#texts/people.ts';
import * as said from '#texts/told.ts';
import * as usage from '#texts/usage.ts';
import type { Meta } from '../../../contract/common.ts';
import { besideNames, personFilterOf } from '../../../contract/person-filter.ts';
import type { UserRow } from '../../../contract/reports.ts';
import { addressOf } from '../../data/address.ts';
import { usePanel } from '../../data/panel-context.ts';
import { SEARCH_INPUT_ID, takeSearchFocus } from '../../data/search-focus.ts';
import { pairsOf } from '../../data/url/pairs.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { exact } from '../../format/number.ts';
import { NotInRows } from '../../shell/page/not-in-rows.tsx';
import { Button } from '../../ui/button.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { Told, useTold } from '../../ui/told.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { ColumnMenu } from './column-menu.tsx';
import { Pager } from './pager.tsx';
import { PeopleBar } from './people/people-bar.tsx';
import { usePeople } from './people/use-people.ts';
import { useColumnChoice } from './use-column-choice.ts';
import { useDensity } from './use-density.ts';
import { UserCards } from './user-cards.tsx';
import { features, orderOf, userColumns } from './user-columns.tsx';
import { UserTableGrid } from './user-table-grid.tsx';
import { usersFilter, usersQuery } from './users-query.ts';

const route = getRouteApi('/usage');
const NO_ROWS: UserRow[] = [];
/** The table's first column, as a file has it. */
const PROFILE = ['userId', 'name', 'email'];

/** Who is listed. */
const LISTED = {
  active: usage.activeInRange,
  range: usage.joinedInRange,
  ever: usage.atEndRange,
} as const;

/** Conditions, or an order that compares, list others than those who were active. */
const isNarrowed = ({ people, as }: UsageSearch) => people !== undefined || as !== undefined;

/** Users of the range: found, ordered and paged by the server. */
export function UserTable({ search }: { search: UsageSearch }) {
  const { catalogue, timezone } = usePanel();
  const navigate = route.useNavigate();
  const list = useQuery(usersQuery(search));
  const { clear } = usePeople();
  const narrow = useNarrow();
  const choice = useColumnChoice(catalogue);
  const [compact, setCompact] = useDensity();
  const zone = list.data?.meta.timezone ?? timezone;
  const { people, sort = 'totalActivity', as = 'now' } = search;
  const beside = useMemo(
    () => besideNames(personFilterOf(catalogue, pairsOf(people)), { sortBy: sort, sortAs: as }),
    [catalogue, people, sort, as],
  );
  const unseen = list.data?.meta.missing?.lastSeenAt;
  const columns = useMemo(
    () => userColumns(catalogue, zone, beside, unseen),
    [catalogue, zone, beside, unseen],
  );
  const sorted = as === 'now' ? sort : `${as}.${sort}`;
  const sorting: SortingState = [{ id: sorted, desc: search.order !== 'asc' }];
  // The column that gives the order is always there, and so is what is asked for.
  const asked = Object.keys(pairsOf(people));
  const shown = new Set<string>(['user', 'totalActivity', ...beside, ...asked, ...choice.shown, sorted]);
  const names = columns.map(columnId);
  const columnVisibility = Object.fromEntries(names.map((name) => [name, shown.has(name)]));
  const file = addressOf('usersExport', {
    ...usersFilter(search),
    columns: names.filter((name) => shown.has(name)).flatMap((name) => (name === 'user' ? PROFILE : name)),
  });
  const onSortingChange = (updater: Updater<SortingState>) => {
    const [next] = typeof updater === 'function' ? updater(sorting) : updater;
    const by = next ? orderOf(next.id) : null;
    void navigate({
      search: (previous) => ({
        ...previous,
        sort: by?.sort === 'totalActivity' ? undefined : by?.sort,
        as: by?.as,
        order: next && !next.desc ? 'asc' : undefined,
        page: undefined,
      }),
      resetScroll: false,
    });
  };
  const table = useTable({
    features,
    columns,
    data: list.data?.users ?? NO_ROWS,
    getRowId: (row) => row.userId,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: true,
    state: { sorting, columnVisibility },
    onSortingChange,
  });
  const total = list.data?.meta.totalRows ?? 0;
  const head = columns.find((column) => columnId(column) === sorted)?.header;
  const desc = search.order !== 'asc';
  const told = useTold(
    `${sorted} ${desc}`,
    list.isPlaceholderData ? undefined : said.sortedBy(String(head ?? sorted), desc, false),
  );
  return (
    <Section
      id="users"
      title={usage.users}
      note={list.data && listedNote(list.data.meta, search)}
      aside={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          <SearchField
            param="search"
            ref={takeSearchFocus}
            id={SEARCH_INPUT_ID}
            label={usage.findUsersByName}
            placeholder={usage.nameEMailOr}
          />
          <ColumnMenu choice={choice} compact={compact} onCompact={setCompact} />
          <DownloadLink href={file} what={usage.everyUserThisTable} />
        </div>
      }
    >
      <PeopleBar />
      <Told>{told}</Told>
      {list.isError && !list.data ? (
        <ErrorState
          error={list.error}
          onRetry={() => list.refetch()}
          {...(isNarrowed(search) && { onReset: () => clear() })}
        />
      ) : !list.data ? (
        <Skeleton className="h-120 w-full" />
      ) : (
        <div className="panel overflow-clip" aria-busy={list.isFetching}>
          {narrow ? (
            <UserCards table={table} faded={list.isPlaceholderData} />
          ) : (
            <UserTableGrid table={table} compact={compact} faded={list.isPlaceholderData} />
          )}
          {total === 0 && <NoUsers search={search} onClear={() => clear()} />}
          <NotInRows meta={list.data.meta} />
          <Pager search={search} total={total} />
        </div>
      )}
    </Section>
  );
}

/** How many are listed: of the active, who did nothing but call the API or stay apart. */
function listedNote({ totalRows, inactiveRows = 0 }: Meta, search: UsageSearch): string {
  const listed = totalRows ?? 0;
  const { joined } = search;
  if (isNarrowed(search)) return texts.filtered(listed, exact(listed));
  if (joined) return `${exact(listed)} ${LISTED[joined]}`;
  const others = inactiveRows > 0 ? usage.moreByApiCalls(exact(inactiveRows)) : '';
  return `${exact(listed - inactiveRows)} ${LISTED.active}${others}`;
}

const columnId = (column: { id?: string; accessorKey?: unknown }) => column.id ?? String(column.accessorKey);

const NOBODY = { active: usage.wasActiveIn, range: usage.joinedIn, ever: usage.wasThereAtEnd } as const;

interface NoUsersProps {
  readonly search: UsageSearch;
  readonly onClear: () => void;
}

function NoUsers({ search, onClear }: NoUsersProps) {
  const listed = search.joined ?? 'active';
  if (isNarrowed(search))
    return (
      <div className="flex flex-col items-center gap-3 border-b border-line px-4 py-10 text-center text-ink-2">
        <p>{texts.nobodyMeets}</p>
        <Button onClick={onClear}>{texts.clearFilters}</Button>
      </div>
    );
  return (
    <p className="border-b border-line px-4 py-10 text-center text-ink-2">
      {search.search ? usage.nobodyMatches[listed](search.search) : usage.nobodyThisRange(NOBODY[listed])}
    </p>
  );
}
