import type { EndpointName } from '../contract/index.ts';
import type { Handler } from './handler.ts';
import * as facts from './handlers/facts.ts';
import { leaveSample, panel } from './handlers/panel.ts';
import * as reports from './handlers/reports.ts';
import { signIn, signOut } from './handlers/sign-in.ts';
import { track } from './handlers/track.ts';

/** Every endpoint's handler; the compiler names a forgotten one. */
export const handlers = {
  analytics: reports.analytics,
  usageAnalytics: reports.usageAnalytics,
  usageSummary: reports.usageSummary,
  userUsage: reports.userUsage,
  panel,
  leaveSample,
  signIn,
  signOut,
  track,
  identify: facts.identify,
  recordCreditTransactions: facts.recordCreditTransactions,
  recordReferrals: facts.recordReferrals,
  recordCommunityShares: facts.recordCommunityShares,
  recordLikes: facts.recordLikes,
} satisfies Record<EndpointName, Handler>;
