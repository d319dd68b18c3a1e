import {
  analyticsQuery,
  communityStatsQuery,
  recentReferralsQuery,
  referralStatsQuery,
  summaryQuery,
  usageQuery,
  userUsageQuery,
} from '../contract/index.ts';
import { parseQuery } from '../http/query.ts';
import { reportContext } from '../http/report-context.ts';
import type { Services } from '../http/services.ts';
import { reports } from '../reports/index.ts';
import type { HostReports, ReportParams } from './interface.ts';

export function createHostReports(services: Services): HostReports {
  const { catalogue } = services.real;
  const context = () => reportContext(services.real, services);
  const search = (params: ReportParams = {}) =>
    new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return {
    analytics: async (params) =>
      reports.analytics(await context(), parseQuery(search(params), analyticsQuery())),
    usageAnalytics: (async (params) =>
      reports.usageAnalytics(
        await context(),
        parseQuery(search(params), usageQuery(catalogue)),
      )) as HostReports['usageAnalytics'],
    usageSummary: async (params) =>
      reports.usageSummary(await context(), parseQuery(search(params), summaryQuery(catalogue))),
    userUsage: async (userId, params) =>
      reports.userUsage(await context(), {
        ...parseQuery(search(params), userUsageQuery()),
        userId: String(userId),
      }),
    referralStats: async (params) =>
      reports.referralStats(await context(), parseQuery(search(params), referralStatsQuery())),
    recentReferrals: async (params) =>
      reports.recentReferrals(await context(), parseQuery(search(params), recentReferralsQuery())),
    communityStats: async (params) =>
      reports.communityStats(await context(), parseQuery(search(params), communityStatsQuery())),
  };
}
