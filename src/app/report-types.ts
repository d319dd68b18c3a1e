import type {
  ActionOf,
  BreakdownOf,
  CatalogueInput,
  CounterOf,
  DefaultCatalogue,
  DetailNameOf,
} from '../catalogue/index.ts';
import type {
  Analytics as AnalyticsAnswer,
  CommunityStats,
  EndpointName,
  Id,
  QueryOf,
  RecentReferrals,
  ReferralStats,
  TopUser,
  UsageAnalytics,
  UsageSummary,
  UserRow,
  UserUsage,
} from '../contract/index.ts';

type OneOrMore<T> = T | readonly T[];

/** What a grouping may be, whatever the catalogue. */
type Grouping = 'day' | 'feature' | 'action' | 'user';
/** What users may be ranked by, whatever the catalogue. */
type Rank = 'totalActivity' | 'lastActivityAt' | 'lastSeenAt' | 'activities';

/** Parameters whose values are names of the catalogue. */
interface NamesOf<C extends CatalogueInput> {
  readonly feature?: (keyof C['features'] & string) | undefined;
  readonly action?: OneOrMore<ActionOf<C>> | undefined;
  readonly sortBy?: CounterOf<C> | Rank | undefined;
  readonly groupBy?: OneOrMore<Grouping | BreakdownOf<C> | DetailNameOf<C>> | undefined;
}

/** A filter for each breakdown, by its name: `{ theme: 'JOI' }`. */
type BreakdownFilters<C extends CatalogueInput> =
  string extends BreakdownOf<C> ? unknown : { readonly [B in BreakdownOf<C>]?: string | undefined };

/**
 * Parameters of a report, as the typed client has them, with the catalogue's names where those are asked for.
 *
 * @example { period: '7days', feature: 'sessions', sortBy: 'sessionsCreated', details: { title: 'Sunset' } }
 */
export type ReportParams<E extends EndpointName, C extends CatalogueInput = DefaultCatalogue> = Omit<
  QueryOf<E>,
  keyof NamesOf<C>
> &
  Pick<NamesOf<C>, keyof QueryOf<E> & keyof NamesOf<C>> &
  ('details' extends keyof QueryOf<E> ? BreakdownFilters<C> : unknown);

type CountersOf<C extends CatalogueInput> = { readonly [K in CounterOf<C>]: number | null };
type With<Answer, More> = Omit<Answer, keyof More> & More;
interface RowsOf<C extends CatalogueInput> {
  users: (UserRow & CountersOf<C>)[];
  topUsers: (TopUser & CountersOf<C>)[];
}
interface StatsOf<C extends CatalogueInput> {
  usageStats: UserUsage['usageStats'] & CountersOf<C>;
}

/** The reports for a host's own code: the same parameters, checks and answers as over HTTP, uncached. */
export interface HostReports<C extends CatalogueInput = DefaultCatalogue> {
  analytics(params?: ReportParams<'analytics', C>): Promise<AnalyticsAnswer>;
  /** With `parts`, those alone. */
  usageAnalytics(
    params: ReportParams<'usageAnalytics', C> & { readonly parts: OneOrMore<string> },
  ): Promise<With<UsageAnalytics<never>, Partial<RowsOf<C>>>>;
  usageAnalytics(params?: ReportParams<'usageAnalytics', C>): Promise<With<UsageAnalytics, RowsOf<C>>>;
  usageSummary(params?: ReportParams<'usageSummary', C>): Promise<UsageSummary>;
  userUsage(userId: Id, params?: ReportParams<'userUsage', C>): Promise<With<UserUsage, StatsOf<C>>>;
  referralStats(params?: ReportParams<'referralStats', C>): Promise<ReferralStats>;
  recentReferrals(params?: ReportParams<'recentReferrals', C>): Promise<RecentReferrals>;
  communityStats(params?: ReportParams<'communityStats', C>): Promise<CommunityStats>;
}
