import type { platformRoutes } from '../../contract/families/platform/routes.ts';
import type {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
  RecentReferrals,
} from '../../contract/index.ts';
import type { Column } from '../../export/index.ts';
import { reports } from '../../reports/index.ts';
import type { HandlersOf } from '../handler.ts';
import { listReply } from '../list-reply.ts';
import { contextOf } from '../report-context.ts';

const COLUMNS: readonly Column<RecentReferrals['referrals'][number]>[] = [
  { name: 'timestamp', value: (row) => row.timestamp },
  { name: 'code', value: (row) => row.code },
  { name: 'creditReward', value: (row) => row.creditReward },
  { name: 'referrerId', value: (row) => row.referrer.id },
  { name: 'referrerEmail', value: (row) => row.referrer.email },
  { name: 'referrerName', value: (row) => row.referrer.name },
  { name: 'refereeId', value: (row) => row.referee.id },
  { name: 'refereeEmail', value: (row) => row.referee.email },
  { name: 'refereeName', value: (row) => row.referee.name },
];

interface OfUser {
  readonly id: string;
  readonly userId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly timestamp: string;
}

/** A fact of a user, with what it tells of its own in the middle. */
const columnsOf = <Row extends OfUser>(...names: (keyof Row & string)[]): Column<Row>[] =>
  ['timestamp', 'userId', 'email', 'name', ...names, 'id'].map((name) => ({
    name,
    value: (row) => row[name as keyof Row],
  }));

const SHARES = columnsOf<CommunityShares['shares'][number]>('kind');
const LIKES = columnsOf<CommunityLikes['likes'][number]>('shareId', 'ownerId', 'ownerName', 'kind');
const TRANSACTIONS = columnsOf<CreditTransactions['transactions'][number]>(
  'kind',
  'amount',
  'currency',
  'credits',
);

export const platformHandlers: HandlersOf<typeof platformRoutes> = {
  referralStats: {
    cached: true,
    run: async (call) => ({ body: await reports.referralStats(await contextOf(call), call.query) }),
  },
  recentReferrals: {
    run: (call) =>
      listReply(call, reports.recentReferrals, {
        name: 'referrals',
        columns: COLUMNS,
        rowsOf: (body) => body.referrals,
      }),
  },
  communityStats: {
    cached: true,
    run: async (call) => ({ body: await reports.communityStats(await contextOf(call), call.query) }),
  },
  communityShares: {
    run: (call) =>
      listReply(call, reports.communityShares, {
        name: 'shares',
        columns: SHARES,
        rowsOf: (body) => body.shares,
      }),
  },
  communityLikes: {
    run: (call) =>
      listReply(call, reports.communityLikes, {
        name: 'likes',
        columns: LIKES,
        rowsOf: (body) => body.likes,
      }),
  },
  creditTransactions: {
    run: (call) =>
      listReply(call, reports.creditTransactions, {
        name: 'credit-transactions',
        columns: TRANSACTIONS,
        rowsOf: (body) => body.transactions,
      }),
  },
};
