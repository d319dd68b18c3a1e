/** What drizzle-kit reads to generate `drizzle/`; the program itself binds tables with `tablesIn`. */
import { pgSchema } from 'drizzle-orm/pg-core';
import { tablesIn } from './index.ts';

export const analytics = pgSchema('analytics');

export const {
  users,
  userDays,
  creditTransactions,
  referrals,
  communityShares,
  communityLikes,
  activityLog,
  activityPending,
  usageStats,
  dailyStats,
  dailyValues,
  rollups,
  dailySegments,
  segmentDays,
  breakdownValues,
  userSignals,
  deadLetters,
  meta,
  writeGuard,
  catalogueColumns,
  importRuns,
  auditLog,
  auditSubjects,
  auditAnchors,
  operators,
  operatorAccounts,
  operatorSessions,
  operatorSecondFactors,
  operatorChallenges,
  signInLinks,
  signInFailures,
  apiKeys,
  archivedCounts,
  archivedRollups,
  erasedUsers,
  jobRuns,
} = tablesIn('analytics');
