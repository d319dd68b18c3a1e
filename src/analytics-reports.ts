import {
  type Analytics as AnalyticsAnswer,
  analyticsQuery,
  type CommunityStats,
  communityStatsQuery,
  type RecentReferrals,
  type ReferralStats,
  recentReferralsQuery,
  referralStatsQuery,
  summaryQuery,
  type UsageAnalytics,
  type UsageSummary,
  type UserUsage,
  usageQuery,
  userUsageQuery,
} from './contract/index.ts';
import type { Services } from './http/handler.ts';
import { reportContext } from './http/handlers/reports.ts';
import { parseQuery } from './http/query.ts';
import { reports } from './reports/index.ts';

/** Parameters as in a query string, by their names: `{ period: '7days', sortBy: 'totalActivity' }`. */
export type ReportParams = Readonly<Record<string, string | number | boolean>>;

/** The reports for a host's own code: the same parameters, checks and answers as over HTTP, uncached. */
export interface HostReports {
  analytics(params?: ReportParams): Promise<AnalyticsAnswer>;
  usageAnalytics(params?: ReportParams): Promise<UsageAnalytics>;
  usageSummary(params?: ReportParams): Promise<UsageSummary>;
  userUsage(userId: string, params?: ReportParams): Promise<UserUsage>;
  referralStats(params?: ReportParams): Promise<ReferralStats>;
  recentReferrals(params?: ReportParams): Promise<RecentReferrals>;
  communityStats(params?: ReportParams): Promise<CommunityStats>;
}

export function createHostReports(services: Services): HostReports {
  const { catalogue } = services.real;
  const context = () => reportContext(services.real, services);
  const search = (params: ReportParams = {}) =>
    new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return {
    analytics: async (params) =>
      reports.analytics(await context(), parseQuery(search(params), analyticsQuery())),
    usageAnalytics: async (params) =>
      reports.usageAnalytics(await context(), parseQuery(search(params), usageQuery(catalogue))),
    usageSummary: async (params) =>
      reports.usageSummary(await context(), parseQuery(search(params), summaryQuery(catalogue))),
    userUsage: async (userId, params) =>
      reports.userUsage(await context(), { ...parseQuery(search(params), userUsageQuery()), userId }),
    referralStats: async (params) =>
      reports.referralStats(await context(), parseQuery(search(params), referralStatsQuery())),
    recentReferrals: async (params) =>
      reports.recentReferrals(await context(), parseQuery(search(params), recentReferralsQuery())),
    communityStats: async (params) =>
      reports.communityStats(await context(), parseQuery(search(params), communityStatsQuery())),
  };
}
