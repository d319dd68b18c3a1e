import type { RecentReferrals } from '../../contract/index.ts';
import type { platformRoutes } from '../../contract/routes/platform.ts';
import type { Column } from '../../export/index.ts';
import { reports } from '../../reports/index.ts';
import type { HandlersOf } from '../handler.ts';
import { refuseFileParams, refuseLongFile, tableReply, wholeList } from '../table-reply.ts';
import { contextOf } from './reports.ts';

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

export const platformHandlers: HandlersOf<typeof platformRoutes> = {
  referralStats: {
    cached: true,
    run: async (call) => ({ body: await reports.referralStats(await contextOf(call), call.query) }),
  },
  recentReferrals: {
    async run(call) {
      const { format, columns, bom, ...query } = call.query;
      const ctx = await contextOf(call);
      if (format === undefined || format === 'json') {
        refuseFileParams({ columns, bom });
        const body = await reports.recentReferrals(ctx, query);
        return { body, rows: body.referrals.length };
      }
      const { referrals, nextCursor } = await reports.recentReferrals(ctx, wholeList(query));
      refuseLongFile(nextCursor);
      return tableReply({
        format,
        name: 'referrals',
        columns: COLUMNS,
        asked: columns,
        bom,
        rows: referrals,
      });
    },
  },
  communityStats: {
    cached: true,
    run: async (call) => ({ body: await reports.communityStats(await contextOf(call), call.query) }),
  },
};
