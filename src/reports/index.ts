import { run as activities } from './activities.ts';
import { run as analytics } from './analytics.ts';
import { run as cohortPeople } from './explore/cohort-people.ts';
import { run as cohorts } from './explore/cohorts.ts';
import { run as firstUse, people as firstUsePeople } from './explore/first-use.ts';
import { run as funnel } from './explore/funnel.ts';
import { run as funnelPeople } from './explore/funnel-people.ts';
import { run as lifecycle, people as lifecyclePeople } from './explore/lifecycle.ts';
import { run as pathPeople } from './explore/path-people.ts';
import { run as paths } from './explore/paths.ts';
import { run as peopleList } from './explore/people-list.ts';
import { run as peopleSize } from './explore/people-size.ts';
import { run as rhythm, people as rhythmPeople } from './explore/rhythm.ts';
import { run as stickiness, people as stickinessPeople } from './explore/stickiness.ts';
import { run as why } from './explore/why/why.ts';
import { likes as communityLikes, shares as communityShares } from './platform/community-lists.ts';
import { run as communityStats } from './platform/community-stats.ts';
import { run as creditTransactions } from './platform/credit-transactions.ts';
import { people as likeOutcomePeople, run as likeOutcomes } from './platform/like-outcomes.ts';
import { run as notes } from './platform/notes.ts';
import { run as recentReferrals } from './platform/recent-referrals.ts';
import { people as referralOutcomePeople, run as referralOutcomes } from './platform/referral-outcomes.ts';
import { run as referralStats } from './platform/referral-stats.ts';
import { run as userFacts } from './platform/user-facts.ts';
import { run as today } from './today.ts';
import { run as usageAnalytics } from './usage-analytics.ts';
import { run as usageSummary } from './usage-summary.ts';
import { run as userUsage } from './user-usage.ts';

export type { ReportContext } from './context.ts';

/** Every report by its endpoint's name: `run(ctx, query)`. Reports add what is pending only once it is folded. */
export const reports = {
  activities,
  analytics,
  usageAnalytics,
  usageSummary,
  today,
  userUsage,
  funnel,
  funnelPeople,
  cohorts,
  cohortPeople,
  lifecycle,
  lifecyclePeople,
  stickiness,
  stickinessPeople,
  firstUse,
  firstUsePeople,
  rhythm,
  rhythmPeople,
  peopleSize,
  peopleList,
  paths,
  pathPeople,
  why,
  referralStats,
  referralOutcomes,
  referralOutcomePeople,
  recentReferrals,
  communityStats,
  communityShares,
  communityLikes,
  likeOutcomes,
  likeOutcomePeople,
  creditTransactions,
  notes,
  userFacts,
};
