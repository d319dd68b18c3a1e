import { analyticsQuery, summaryQuery, usageQuery, userUsageQuery } from '../../contract/index.ts';
import { storedTimezone } from '../../db/meta.ts';
import type { ReportContext } from '../../reports/context.ts';
import { reports } from '../../reports/index.ts';
import type { Call, Handler, Services, View } from '../handler.ts';

/** What a report is handed; activity of host transactions is counted first. */
export async function reportContext(
  view: View,
  services: Pick<Services, 'currency' | 'now'>,
): Promise<ReportContext> {
  await view.foldPending();
  const { db, catalogue, sample } = view;
  // Read each time: `rebuild --timezone` may change it under a running server.
  const zone = await storedTimezone(db);
  return { db, catalogue, zone, sample, currency: services.currency, now: services.now() };
}

const contextOf = (call: Call) => reportContext(call.view, call.services);

export const analytics: Handler = {
  query: analyticsQuery,
  cached: true,
  run: async (call) => ({ body: await reports.analytics(await contextOf(call), call.query as never) }),
};

export const usageAnalytics: Handler = {
  query: usageQuery,
  cached: true,
  run: async (call) => ({ body: await reports.usageAnalytics(await contextOf(call), call.query as never) }),
};

export const usageSummary: Handler = {
  query: summaryQuery,
  cached: true,
  run: async (call) => ({ body: await reports.usageSummary(await contextOf(call), call.query as never) }),
};

export const userUsage: Handler = {
  query: userUsageQuery,
  target: 'userId',
  async run(call) {
    const query = { ...call.query, userId: call.params.userId! };
    const body = await reports.userUsage(await contextOf(call), query as never);
    return { body, rows: body.recentActivity.length };
  },
};
