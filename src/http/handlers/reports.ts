import type { reportsRoutes } from '../../contract/families/reports/routes.ts';
import { analyticsOfMany, summaryOfMany, todayOfMany } from '../../reports/anonymous/of-many.ts';
import { refuseSome } from '../../reports/anonymous/users.ts';
import { reports } from '../../reports/index.ts';
import type { HandlersOf } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { isViewer, toldTo } from '../told-to.ts';
import { usageFile } from '../usage-files.ts';

export const reportsHandlers: HandlersOf<typeof reportsRoutes> = {
  analytics: {
    cached: true,
    run: async (call) => ({
      body: toldTo(call, await reports.analytics(await contextOf(call), call.query), analyticsOfMany),
    }),
  },
  usageAnalytics: {
    cached: ({ format }) => format === 'json',
    async run(call) {
      const { query } = call;
      const ctx = await contextOf(call);
      if (query.format !== 'json') return usageFile(call, ctx, query, query.format);
      return { body: await reports.usageAnalytics(ctx, query) };
    },
  },
  usageSummary: {
    cached: true,
    async run(call) {
      if (isViewer(call)) refuseSome(call.query);
      return {
        body: toldTo(call, await reports.usageSummary(await contextOf(call), call.query), summaryOfMany),
      };
    },
  },
  today: {
    cached: true,
    run: async (call) => ({
      body: toldTo(call, await reports.today(await contextOf(call), call.query), todayOfMany),
    }),
  },
  userUsage: {
    target: 'userId',
    async run(call) {
      const query = { ...call.query, userId: call.params.userId! };
      const body = await reports.userUsage(await contextOf(call), query);
      return { body, rows: body.recentActivity.length };
    },
  },
};
