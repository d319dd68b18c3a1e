import type { reportsRoutes } from '../../contract/families/reports/routes.ts';
import { readReportState } from '../../db/report-state.ts';
import type { ReportContext } from '../../reports/context.ts';
import { reports } from '../../reports/index.ts';
import { deriveKey } from '../../secrets/derive-key.ts';
import type { Call, HandlersOf, Services, View } from '../handler.ts';
import { usageFile } from '../usage-files.ts';

/** What a report is handed; activity of host transactions is counted first. */
export async function reportContext(
  view: View,
  services: Pick<Services, 'currency' | 'now' | 'secret'>,
  signal?: AbortSignal,
): Promise<ReportContext> {
  const { db, catalogue, sample } = view;
  const { zone, logStart, pending } = await readReportState(db);
  if (pending || db.relations.users.mapped) await view.foldPending();
  return {
    db,
    catalogue,
    zone,
    sample,
    currency: services.currency,
    now: services.now(),
    logStart,
    signal,
    keys: { pseudonyms: deriveKey(services.secret, 'pseudonyms') },
  };
}

export const contextOf = (call: Pick<Call, 'view' | 'services' | 'signal'>) =>
  reportContext(call.view, call.services, call.signal);

export const reportsHandlers: HandlersOf<typeof reportsRoutes> = {
  analytics: {
    cached: true,
    run: async (call) => ({ body: await reports.analytics(await contextOf(call), call.query) }),
  },
  usageAnalytics: {
    cached: ({ format }) => format === undefined || format === 'json',
    async run(call) {
      const { query } = call;
      const ctx = await contextOf(call);
      if (query.format === 'csv' || query.format === 'ndjson')
        return usageFile(call, ctx, query, query.format);
      return { body: await reports.usageAnalytics(ctx, query) };
    },
  },
  usageSummary: {
    cached: true,
    run: async (call) => ({ body: await reports.usageSummary(await contextOf(call), call.query) }),
  },
  today: {
    cached: true,
    run: async (call) => ({ body: await reports.today(await contextOf(call), call.query) }),
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
