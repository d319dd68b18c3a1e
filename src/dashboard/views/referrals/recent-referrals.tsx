import { useInfiniteQuery } from '@tanstack/react-query';
import type { RecentReferrals as Answer } from '../../../contract/families/platform/referrals.ts';
import { addressOf } from '../../data/address.ts';
import { recentReferralsQuery, referralsFilter } from '../../data/platform-queries.ts';
import type { ReferralsSearch } from '../../data/url/views.ts';
import { useRange } from '../../data/use-range.ts';
import { ago, moment } from '../../format/date.ts';
import { exact, plural } from '../../format/number.ts';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { CodeLink } from './top-referrals.tsx';

type Referral = Answer['referrals'][number];

/** What is listed in place of every referral. */
const REFEREES = {
  all: { title: 'Referred users', chip: 'Each user once', what: 'each referred user once' },
  active: { title: 'Active referred users', chip: 'Active in the range', what: 'users active in the range' },
} as const;

/** `31 of the range, 440 credits`: what the cards above say. */
function noteOf({ meta, totalCredits = 0 }: Answer): string {
  const { totalRows = 0, filters } = meta;
  if (filters.referees) return `${exact(totalRows)}, with the latest referral of each`;
  return `${exact(totalRows)} in the range, ${exact(totalCredits)} ${plural(totalCredits, 'credit')}`;
}

/** Every referral of the range, the latest first, found by either side or by code. */
export function RecentReferrals({ search }: { search: ReferralsSearch }) {
  const { zone } = useRange();
  const list = useInfiniteQuery(recentReferralsQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.referrals) ?? [];
  return (
    <Section
      id="latest"
      title={search.referees ? REFEREES[search.referees].title : 'Latest referrals'}
      note={list.data?.pages[0] ? noteOf(list.data.pages[0]) : undefined}
      aside={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          {search.referees && (
            <FilterChip param="referees" what={REFEREES[search.referees].what}>
              {REFEREES[search.referees].chip}
            </FilterChip>
          )}
          {search.code && (
            <FilterChip param="code" what={`code ${search.code}`}>
              Code <span className="font-mono text-xs">{search.code}</span>
            </FilterChip>
          )}
          <SearchField
            param="search"
            label="Find referrals by either user or by code"
            placeholder="User or code"
          />
          <DownloadLink
            href={addressOf('recentReferrals', { ...referralsFilter(search), format: 'csv' })}
            what="every referral of this list"
          />
        </div>
      }
    >
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : !list.data ? (
        <Skeleton className="h-80 w-full" />
      ) : (
        <div
          aria-busy={list.isFetching}
          className={`panel overflow-hidden transition-opacity ${list.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {rows.length === 0 ? (
            <p className="px-4 py-10 text-center text-ink-2">
              {search.search || search.code
                ? 'No referral of this range matches. A longer range may have one.'
                : 'Nobody was referred in this range.'}
            </p>
          ) : (
            <DataTable
              label="Referral table"
              columns={columnsIn(zone)}
              rows={rows}
              keyOf={({ id, referee }) => `${id} ${referee.id}`}
              height="max-h-160"
            />
          )}
          <LoadMore list={list} />
        </div>
      )}
    </Section>
  );
}

const party = ({ id, ...rest }: Referral['referee']) => ({ ...rest, userId: id, avatarUrl: null });

const columnsIn = (zone: string): Column<Referral>[] => [
  { name: 'referee', label: 'Referred', cell: (row) => <UserCell user={party(row.referee)} /> },
  { name: 'referrer', label: 'By', align: 'left', cell: (row) => <UserCell user={party(row.referrer)} /> },
  { name: 'code', label: 'Code', align: 'left', cell: ({ code }) => <CodeLink code={code} /> },
  { name: 'credits', label: 'Credits', cell: ({ creditReward }) => <Amount value={creditReward} /> },
  {
    name: 'when',
    label: 'When',
    cell: ({ timestamp }) => <span title={moment(timestamp, zone)}>{ago(timestamp)}</span>,
  },
];
