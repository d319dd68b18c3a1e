import { useInfiniteQuery } from '@tanstack/react-query';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/referrals.ts';
import type { RecentReferrals as Answer } from '../../../contract/families/platform/referrals.ts';
import { addressOf } from '../../data/address.ts';
import { recentReferralsQuery, referralsFilter } from '../../data/platform-queries.ts';
import type { ReferralsSearch } from '../../data/url/views.ts';
import { useRange } from '../../data/use-range.ts';
import { ago, moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { listedWords, Told, useTold } from '../../ui/told.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { CodeLink } from './top-referrals.tsx';

type Referral = Answer['referrals'][number];

/** `31 in the range, 440 credits`: what the cards above say. */
const noteOf = ({ meta: { totalRows = 0 }, totalCredits = 0 }: Answer): string =>
  texts.inRangeCredits(exact(totalRows), totalCredits, exact(totalCredits));

/** Every referral of the range, the latest first, found by either side or by code. */
export function RecentReferrals({ search }: { search: ReferralsSearch }) {
  const { zone } = useRange();
  const list = useInfiniteQuery(recentReferralsQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.referrals) ?? [];
  const { search: found, code } = search;
  const told = useTold(
    JSON.stringify([found, code]),
    list.data && !list.isPlaceholderData
      ? listedWords(list.data.pages[0]?.meta.totalRows ?? rows.length, nouns.referrals)
      : undefined,
  );
  return (
    <Section
      id="latest"
      title={texts.latestReferrals}
      note={list.data?.pages[0] ? noteOf(list.data.pages[0]) : undefined}
      aside={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          {search.code && (
            <FilterChip param="code" what={texts.whatCode(search.code)}>
              {texts.code} <span className="font-mono text-xs">{search.code}</span>
            </FilterChip>
          )}
          <SearchField param="search" label={texts.findReferralsByEither} placeholder={texts.userOrCode} />
          <DownloadLink
            href={addressOf('recentReferrals', { ...referralsFilter(search), format: 'csv' })}
            what={texts.everyReferralThisList}
          />
        </div>
      }
    >
      <Told>{told}</Told>
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : !list.data ? (
        <Skeleton className="h-80 w-full" />
      ) : (
        <div
          aria-busy={list.isFetching}
          className={`panel overflow-clip transition-opacity ${list.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {rows.length === 0 ? (
            <p className="px-4 py-10 text-center text-ink-2">
              {search.search || search.code ? texts.noReferralThisRange : texts.nobodyWasReferredIn}
            </p>
          ) : (
            <DataTable
              label={texts.referralTable}
              columns={columnsIn(zone)}
              rows={rows}
              keyOf={({ id, referee }) => `${id} ${referee.id}`}
            />
          )}
          <LoadMore list={list} shown={rows.length} noun={nouns.referrals} />
        </div>
      )}
    </Section>
  );
}

const party = ({ id, ...rest }: Referral['referee']) => ({ ...rest, userId: id, avatarUrl: null });

const columnsIn = (zone: string): Column<Referral>[] => [
  { name: 'referee', label: texts.referred, cell: (row) => <UserCell user={party(row.referee)} /> },
  {
    name: 'referrer',
    label: texts.by,
    align: 'start',
    cell: (row) => <UserCell user={party(row.referrer)} />,
  },
  { name: 'code', label: texts.code, align: 'start', cell: ({ code }) => <CodeLink code={code} /> },
  { name: 'credits', label: texts.credits, cell: ({ creditReward }) => <Amount value={creditReward} /> },
  {
    name: 'when',
    label: texts.when,
    cell: ({ timestamp }) => <span title={moment(timestamp, zone)}>{ago(timestamp)}</span>,
  },
];
