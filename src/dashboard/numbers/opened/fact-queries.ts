import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import type {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
} from '../../../contract/families/platform/fact-lists.ts';
import { addressOf } from '../../data/address.ts';
import { call } from '../../data/call.ts';
import type { RowsSearch } from '../../data/url/rows.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { openedRange } from './activities-query.ts';
import type { FactsName, OpenedFacts } from './opened-facts.ts';

/** A fact as every list has it. */
export interface FactRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string | null;
  readonly timestamp: string;
  readonly kind: string | null;
  /** Of a payment alone. */
  readonly amount?: number;
  readonly currency?: string;
  readonly credits?: number;
  /** Of a like alone: whose share it is. */
  readonly ownerId?: string | null;
  readonly ownerName?: string | null;
}

export interface FactsPage {
  readonly rows: readonly FactRow[];
  readonly nextCursor: string | null;
  readonly meta: CreditTransactions['meta'];
  readonly totals?: CreditTransactions['totals'];
  readonly totalUsers?: number | undefined;
}

/** The facts behind a number, as a page asks for them or a file. */
export function factsFilter(search: UsageSearch & RowsSearch, { filter, whose }: OpenedFacts) {
  const who = search.who && { [whose ?? 'userId']: search.who, excludeInternal: false };
  return { ...openedRange(search), ...filter, ...who, search: search.find } as Query<'communityLikes'>;
}

/** The same as a file. */
export const factsFile = (list: FactsName, filter: Query<'communityLikes'>): string =>
  addressOf(list, { ...filter, format: 'csv' });

type Answer = CreditTransactions | CommunityShares | CommunityLikes;

const rowsOf = (answer: Answer): readonly FactRow[] =>
  'transactions' in answer ? answer.transactions : 'shares' in answer ? answer.shares : answer.likes;

export const factsQuery = (list: OpenedFacts['list'], query: Query<'communityLikes'>) =>
  infiniteQueryOptions({
    queryKey: [list, query],
    queryFn: async ({ signal, pageParam }): Promise<FactsPage> => {
      const page = { ...query, pageSize: 50, ...(pageParam ? { cursor: pageParam } : {}) };
      const answer: Answer = await call(list, { query: page, signal });
      return { ...answer, rows: rowsOf(answer) };
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
