import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { RecentReferrals as Answer } from '../../contract/referrals.ts';
import { addressOf } from '../api/address.ts';
import { usePanel } from '../api/panel-context.ts';
import { recentReferralsQuery, referralsFilter } from '../api/platform-queries.ts';
import { ago, moment } from '../format/date.ts';
import { Amount } from '../ui/amount.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { Section } from '../ui/section.tsx';
import { ErrorState, Skeleton } from '../ui/states.tsx';
import type { ReferralsSearch } from '../url/views.ts';
import { LoadMore } from './load-more.tsx';
import { SearchField } from './search-field.tsx';
import { CodeLink } from './top-referrals.tsx';
import { UserCell } from './user-cell.tsx';

type Referral = Answer['referrals'][number];

/** Every referral of the range, the latest first, found by either side or by code. */
export function RecentReferrals({ search }: { search: ReferralsSearch }) {
  const { timezone } = usePanel();
  const list = useInfiniteQuery(recentReferralsQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.referrals) ?? [];
  return (
    <Section
      id="latest"
      title="Latest referrals"
      note="those of the range"
      aside={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          {search.code && <CodeChip code={search.code} />}
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
              columns={columnsIn(search.timezone ?? timezone)}
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

function CodeChip({ code }: { code: string }) {
  const navigate = useNavigate();
  const search = (previous: ReferralsSearch) => ({ ...previous, code: undefined });
  return (
    <Button
      aria-label={`No longer only code ${code}`}
      onClick={() => void navigate({ to: '.', search: search as never, resetScroll: false })}
    >
      Code <span className="font-mono text-xs">{code}</span>
      <X className="size-3.5 text-ink-3" aria-hidden="true" />
    </Button>
  );
}
