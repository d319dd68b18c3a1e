import { pgSchema } from 'drizzle-orm/pg-core';
import * as activity from './activity.ts';
import * as operation from './operation.ts';
import * as platform from './platform.ts';

/** Every table, bound to the PostgreSQL schema that this installation lives in. */
export function tablesIn(schema: string) {
  const s = pgSchema(schema);
  return {
    users: platform.users(s),
    creditTransactions: platform.creditTransactions(s),
    referrals: platform.referrals(s),
    communityShares: platform.communityShares(s),
    communityLikes: platform.communityLikes(s),
    activityLog: activity.activityLog(s),
    activityPending: activity.activityPending(s),
    usageStats: activity.usageStats(s),
    dailyStats: activity.dailyStats(s),
    dailyValues: activity.dailyValues(s),
    rollups: activity.rollups(s),
    dailySegments: activity.dailySegments(s),
    segmentDays: activity.segmentDays(s),
    breakdownValues: activity.breakdownValues(s),
    userSignals: activity.userSignals(s),
    deadLetters: activity.deadLetters(s),
    meta: operation.meta(s),
    writeGuard: operation.writeGuard(s),
    catalogueColumns: operation.catalogueColumns(s),
    importRuns: operation.importRuns(s),
    auditLog: operation.auditLog(s),
    operators: operation.operators(s),
    signInLinks: operation.signInLinks(s),
    operatorSessions: operation.operatorSessions(s),
    apiKeys: operation.apiKeys(s),
  };
}

export type Tables = ReturnType<typeof tablesIn>;
