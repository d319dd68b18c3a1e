import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import type {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
} from '../../../contract/families/platform/fact-lists.ts';
import type { Profile, RecentReferrals } from '../../../contract/families/platform/referrals.ts';
import { addressOf } from '../../data/address.ts';
import { call } from '../../data/call.ts';
import { type RowsSearch, showsPeople } from '../../data/url/rows.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { openedRange } from './activities-query.ts';
import type { FactsName, OpenedFacts } from './opened-facts.ts';

/** A fact as every list has it. */
export interface FactRow {
  readonly id: string;
  /** Of a referral who was referred. */
  readonly userId: string;
  readonly name: string | null;
  readonly timestamp: string;
  /** Of a referral its code. */
  readonly kind: string | null;
  /** Of a payment alone. */
  readonly amount?: number;
  readonly currency?: string;
  readonly credits?: number;
  /** Of a like whose share it is, of a referral who made it. */
  readonly ownerId?: string | null;
  readonly ownerName?: string | null;
}

/** Whoever facts are of, with what a number counts or adds up of theirs. */
export interface FactPerson extends Profile {
  readonly count: number;
  readonly amount?: number | null;
  readonly credits?: number;
}

export interface FactsPage {
  readonly rows: readonly FactRow[];
  readonly people: readonly FactPerson[];
  readonly nextCursor: string | null;
  /** A list of referrals without a range has no bounds. */
  readonly meta: Pick<RecentReferrals['meta'], 'start' | 'end' | 'timezone'> & {
    readonly totalRows?: number | null | undefined;
  };
  readonly totals?: CreditTransactions['totals'];
  readonly totalCredits?: number | undefined;
  readonly totalUsers?: number | undefined;
}

type FactsQuery = Query<'communityLikes'>;

/** Whether it is people that are listed: whoever likes what somebody shares are many, too. */
export const ranksPeople = (rows: RowsSearch, { whose }: OpenedFacts): boolean =>
  showsPeople(whose === 'ownerId' ? { ...rows, who: undefined } : rows);

/** The facts behind a number, or whose they are, as a page asks for them or a file. */
export function factsFilter(search: UsageSearch & RowsSearch, opened: OpenedFacts): FactsQuery {
  const { list, filter, whose = 'userId', adds } = opened;
  const { who, find, asOf } = search;
  const by = list === 'recentReferrals' ? 'referrer' : 'user';
  return {
    ...openedRange(search),
    ...filter,
    ...(who !== undefined && { [whose]: who, excludeInternal: false }),
    ...(ranksPeople(search, opened) && { groupBy: by, ...(adds && { sortBy: adds }) }),
    asOf,
    search: find,
  } as FactsQuery;
}

/** The same as a file. */
export const factsFile = (list: FactsName, filter: FactsQuery): string =>
  addressOf(list, { ...filter, format: 'csv' });

type Answer = CreditTransactions | CommunityShares | CommunityLikes | RecentReferrals;

function rowsOf(answer: Answer): readonly FactRow[] {
  if ('transactions' in answer) return answer.transactions;
  if ('shares' in answer) return answer.shares;
  if ('likes' in answer) return answer.likes;
  return answer.referrals.map(({ id, referrer, referee, code, creditReward, timestamp }) => ({
    id,
    userId: referee.id,
    name: referee.name,
    ownerId: referrer.id,
    ownerName: referrer.name,
    kind: code,
    credits: creditReward,
    timestamp,
  }));
}

export const factsQuery = (list: FactsName, query: FactsQuery) =>
  infiniteQueryOptions({
    queryKey: ['facts', list, query] as const,
    queryFn: async ({ signal, pageParam }): Promise<FactsPage> => {
      const page = { ...query, pageSize: 50, ...(pageParam ? { cursor: pageParam } : {}) };
      const answer: Answer = await call(list, { query: page, signal });
      return { ...answer, rows: rowsOf(answer), people: answer.people ?? [] };
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    // Rows are nothing to show in place of people.
    placeholderData: (before, asked) => (asked?.queryKey[2].groupBy === query.groupBy ? before : undefined),
  });
