import type { PanelInfo } from '../contract/panel.ts';
import type { Analytics, UsageAnalytics, UsageSummary, UserUsage } from '../contract/reports.ts';
import type { EndpointName } from '../contract/routes.ts';
import type { TrackAnswer } from '../contract/track.ts';

interface Known {
  analytics: Analytics;
  usageAnalytics: UsageAnalytics;
  usageSummary: UsageSummary;
  userUsage: UserUsage;
  panel: PanelInfo;
  track: TrackAnswer;
}

/** What each endpoint answers with; `unknown` where a caller only needs it to have worked. */
export type Answer<E extends EndpointName> = E extends keyof Known ? Known[E] : unknown;
