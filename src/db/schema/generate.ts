/** What drizzle-kit reads to generate `drizzle/`; the program itself binds tables with `tablesIn`. */
import { pgSchema } from 'drizzle-orm/pg-core';
import { tablesIn } from './index.ts';

export const analytics = pgSchema('analytics');

export const {
  users,
  creditTransactions,
  referrals,
  communityShares,
  communityLikes,
  activityLog,
  activityPending,
  usageStats,
  userSignals,
  deadLetters,
  activityKinds,
  chronicleLock,
  chronicleBlocks,
  chronicleKept,
  erasedNumbers,
  meta,
  writeGuard,
  catalogueColumns,
  importRuns,
  auditLog,
  auditSubjects,
  auditAnchors,
  auditSignings,
  operators,
  operatorPreferences,
  operatorAccounts,
  operatorSessions,
  operatorSecondFactors,
  operatorChallenges,
  signInLinks,
  signInFailures,
  apiKeys,
  annotations,
  savedViews,
  erasedUsers,
  jobRuns,
} = tablesIn('analytics');
