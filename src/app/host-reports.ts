import type { Catalogue } from '../catalogue/index.ts';
import {
  analyticsQuery,
  communityStatsQuery,
  type Id,
  recentReferralsQuery,
  referralStatsQuery,
  summaryQuery,
  usageQuery,
  userUsageQuery,
} from '../contract/index.ts';
import { type AnyQuery, queryText } from '../contract/query-text.ts';
import { parseQuery } from '../http/query.ts';
import { reportContext } from '../http/report-context.ts';
import type { Services } from '../http/services.ts';
import { reports } from '../reports/index.ts';
import type { HostReports } from './report-types.ts';

/** Whatever the catalogue, the same questions: only their types follow from it. */
export function createHostReports<C extends Catalogue>(services: Services): HostReports<C> {
  const { catalogue } = services.real;
  const context = () => reportContext(services.real, services);
  const search = (params: object = {}) => new URLSearchParams(queryText(params as AnyQuery));
  const answers = {
    analytics: async (params?: object) =>
      reports.analytics(await context(), parseQuery(search(params), analyticsQuery())),
    usageAnalytics: async (params?: object) =>
      reports.usageAnalytics(await context(), parseQuery(search(params), usageQuery(catalogue))),
    usageSummary: async (params?: object) =>
      reports.usageSummary(await context(), parseQuery(search(params), summaryQuery(catalogue))),
    userUsage: async (userId: Id, params?: object) =>
      reports.userUsage(await context(), {
        ...parseQuery(search(params), userUsageQuery()),
        userId: String(userId),
      }),
    referralStats: async (params?: object) =>
      reports.referralStats(await context(), parseQuery(search(params), referralStatsQuery())),
    recentReferrals: async (params?: object) =>
      reports.recentReferrals(await context(), parseQuery(search(params), recentReferralsQuery())),
    communityStats: async (params?: object) =>
      reports.communityStats(await context(), parseQuery(search(params), communityStatsQuery())),
  } satisfies Record<keyof HostReports, unknown>;
  return answers as unknown as HostReports<C>;
}
