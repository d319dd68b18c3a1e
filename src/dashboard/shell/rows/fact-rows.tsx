import { useInfiniteQuery } from '@tanstack/react-query';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/rows.ts';
import { own } from '../../../catalogue/own.ts';
import { rowsSearch } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { clock } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
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

/** What a list of facts is called. */
const NOUNS: Readonly<Record<OpenedFacts['list'], (n: number) => string>> = {
  creditTransactions: nouns.transactions,
  communityShares: nouns.shares,
  communityLikes: nouns.likes,
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
  const noun = NOUNS[opened.list];
  const name = facts.find(({ userId }) => userId === rows.who)?.name ?? rows.who;
  return (
    <Drawer
      title={opened.label}
      onClose={onClose}
      aside={
        <DownloadLink href={factsFile(opened.list, filter)} what={texts.listBehind(noun(2), opened.label)} />
      }
      head={
        <RowsHead rows={rows} meta={first?.meta} name={name} definition={opened.definition}>
          {first && <Sum page={first} noun={noun} alone={Boolean(rows.who)} />}
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
              {rows.find ? texts.nothingHereAnybodyWho(rows.find) : texts.nothingHere}
            </p>
          ) : (
            <DayList
              label={opened.label}
              tint={opened.list === 'creditTransactions' ? 'revenue' : 'content'}
              list={list}
              items={facts}
              atOf={({ timestamp }) => timestamp}
              zone={first.meta.timezone}
              noun={noun}
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

interface SumProps {
  readonly page: FactsPage;
  readonly noun: (n: number) => string;
  readonly alone: boolean;
}

/** `$1,204.50 in 58 transactions`, `31 shares by 12 people`. */
function Sum({ page, noun, alone }: SumProps) {
  const n = page.meta.totalRows ?? 0;
  const people = page.totalUsers;
  return (
    <>
      {page.totals?.map(({ currency, amount }) => (
        <span key={currency}>
          <span className="font-semibold text-ink">{exact(amount, { kind: 'money', currency })}</span>
          {texts.amountIn}
        </span>
      ))}
      <span className={page.totals ? '' : 'font-semibold text-ink'}>{exact(n)}</span> {noun(n)}
      {people !== undefined && !alone && texts.byPeople(`${exact(people)} ${nouns.people(people)}`)}
    </>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  purchase: texts.purchase,
  subscription: texts.subscription,
  referral_reward: texts.referralReward,
  session: texts.session,
  media: texts.media,
};

function Fact({ fact, zone }: { fact: FactRow; zone: string }) {
  const { amount, currency = '', ownerId, ownerName, kind } = fact;
  const what =
    amount !== undefined && amount < 0
      ? texts.refund
      : (own(KINDS, kind ?? '') ?? kind ?? texts.unknownShare);
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 text-sm">
      <time dateTime={fact.timestamp} className="w-10 shrink-0 text-xs text-ink-3">
        {clock(fact.timestamp, zone)}
      </time>
      <PersonLink userId={fact.userId} name={fact.name} className="min-w-0 flex-1 truncate py-0.5" />
      <span className="max-w-1/2 shrink-0 truncate text-xs text-ink-3">
        {what}
        {ownerId && (
          <>
            {texts.ofWhom}
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
