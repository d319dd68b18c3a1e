import type { reportsRoutes } from '../../contract/routes/reports.ts';
import { storedTimezone } from '../../db/meta.ts';
import type { ReportContext } from '../../reports/context.ts';
import { reports } from '../../reports/index.ts';
import type { Call, HandlersOf, Services, View } from '../handler.ts';

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

export const contextOf = (call: Pick<Call, 'view' | 'services'>) => reportContext(call.view, call.services);

export const reportsHandlers: HandlersOf<typeof reportsRoutes> = {
  analytics: {
    cached: true,
    run: async (call) => ({ body: await reports.analytics(await contextOf(call), call.query) }),
  },
  usageAnalytics: {
    cached: true,
    run: async (call) => ({ body: await reports.usageAnalytics(await contextOf(call), call.query) }),
  },
  usageSummary: {
    cached: true,
    run: async (call) => ({ body: await reports.usageSummary(await contextOf(call), call.query) }),
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
