import { useInfiniteQuery } from '@tanstack/react-query';
import { own } from '../../../catalogue/own.ts';
import { rowsSearch } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { clock } from '../../format/date.ts';
import { exact, plural } from '../../format/number.ts';
import {
  type FactRow,
  type FactsPage,
  factsFile,
  factsFilter,
  factsQuery,
} from '../../numbers/opened/fact-queries.ts';
import type { OpenedFacts } from '../../numbers/opened/opened-facts.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { DayList } from './day-list.tsx';
import { PersonLink } from './person-link.tsx';
import { RowsHead } from './rows-head.tsx';

/** What a list of facts is called: one of them, several. */
const NOUNS: Readonly<Record<OpenedFacts['list'], readonly [string, string]>> = {
  creditTransactions: ['transaction', 'transactions'],
  communityShares: ['share', 'shares'],
  communityLikes: ['like', 'likes'],
};

interface FactRowsProps {
  readonly opened: OpenedFacts;
  readonly search: Raw;
  readonly onClose: () => void;
}

/** The payments, shares or likes that a number counted or added up. */
export function FactRows({ opened, search, onClose }: FactRowsProps) {
  const rows = rowsSearch(search);
  const filter = factsFilter({ ...usageSearch(search), ...rows }, opened);
  const list = useInfiniteQuery(factsQuery(opened.list, filter));
  const first = list.data?.pages[0];
  const facts = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const nouns = NOUNS[opened.list];
  const name = facts.find(({ userId }) => userId === rows.who)?.name ?? rows.who;
  return (
    <Drawer
      title={opened.label}
      onClose={onClose}
      aside={
        <DownloadLink href={factsFile(opened.list, filter)} what={`the ${nouns[1]} behind ${opened.label}`} />
      }
      head={
        <RowsHead rows={rows} meta={first?.meta} name={name} definition={opened.definition}>
          {first && <Sum page={first} nouns={nouns} alone={Boolean(rows.who)} />}
        </RowsHead>
      }
    >
      {list.isError && !list.data ? (
        <div className="p-4">
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        </div>
      ) : first ? (
        <div className={`p-4 transition-opacity sm:p-6 ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
          {facts.length === 0 ? (
            <p className="panel p-6 text-ink-2">
              {rows.find ? `Nothing here of anybody who matches “${rows.find}”.` : 'Nothing here.'}
            </p>
          ) : (
            <DayList
              label={opened.label}
              tint={opened.list === 'creditTransactions' ? 'revenue' : 'content'}
              list={list}
              items={facts}
              atOf={({ timestamp }) => timestamp}
              zone={first.meta.timezone}
              noun={nouns}
            >
              {(ofDay) => (
                <ol className="divide-y divide-line">
                  {ofDay.map((fact) => (
                    <Fact key={`${fact.id} ${fact.userId}`} fact={fact} zone={first.meta.timezone} />
                  ))}
                </ol>
              )}
            </DayList>
          )}
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

/** `$1,204.50 in 58 transactions`, `31 shares by 12 people`. */
function Sum({ page, nouns, alone }: { page: FactsPage; nouns: readonly [string, string]; alone: boolean }) {
  const n = page.meta.totalRows ?? 0;
  const people = page.totalUsers;
  return (
    <>
      {page.totals?.map(({ currency, amount }) => (
        <span key={currency}>
          <span className="font-semibold text-ink">{exact(amount, { kind: 'money', currency })}</span>
          {' in '}
        </span>
      ))}
      <span className={page.totals ? '' : 'font-semibold text-ink'}>{exact(n)}</span> {plural(n, ...nouns)}
      {people !== undefined && !alone && ` by ${exact(people)} ${plural(people, 'person', 'people')}`}
    </>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  purchase: 'Purchase',
  subscription: 'Subscription',
  referral_reward: 'Referral reward',
  session: 'Session',
  media: 'Media',
};

function Fact({ fact, zone }: { fact: FactRow; zone: string }) {
  const { amount, currency = '', ownerId, ownerName, kind } = fact;
  const what =
    amount !== undefined && amount < 0 ? 'Refund' : (own(KINDS, kind ?? '') ?? kind ?? 'Unknown share');
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 text-sm">
      <time dateTime={fact.timestamp} className="w-10 shrink-0 text-xs text-ink-3">
        {clock(fact.timestamp, zone)}
      </time>
      <PersonLink userId={fact.userId} name={fact.name} className="min-w-0 flex-1 truncate" />
      <span className="max-w-1/2 shrink-0 truncate text-xs text-ink-3">
        {what}
        {ownerId && (
          <>
            {' of '}
            <PersonLink userId={ownerId} name={ownerName} />
          </>
        )}
      </span>
      {amount !== undefined && (
        <span className={`w-24 shrink-0 text-end font-medium ${amount < 0 ? 'text-bad' : ''}`}>
          {exact(amount, { kind: 'money', currency })}
        </span>
      )}
    </li>
  );
}
