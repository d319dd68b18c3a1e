import { pgSchema } from 'drizzle-orm/pg-core';
import * as activity from './activity.ts';
import * as notes from './annotations.ts';
import * as audit from './audit.ts';
import * as auth from './auth.ts';
import * as chronicle from './chronicle.ts';
import * as operation from './operation.ts';
import * as platform from './platform.ts';
import * as privacy from './privacy.ts';
import * as segments from './segments.ts';
import * as views from './views.ts';

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
    openingBalances: activity.openingBalances(s),
    userSignals: activity.userSignals(s),
    deadLetters: activity.deadLetters(s),
    activityKinds: chronicle.activityKinds(s),
    chronicleLock: chronicle.chronicleLock(s),
    chronicleBlocks: chronicle.chronicleBlocks(s),
    chronicleKept: chronicle.chronicleKept(s),
    erasedNumbers: chronicle.erasedNumbers(s),
    meta: operation.meta(s),
    writeGuard: operation.writeGuard(s),
    catalogueColumns: operation.catalogueColumns(s),
    importRuns: operation.importRuns(s),
    auditLog: audit.auditLog(s),
    auditSubjects: audit.auditSubjects(s),
    auditAnchors: audit.auditAnchors(s),
    auditSignings: audit.auditSignings(s),
    operators: auth.operators(s),
    operatorPreferences: auth.operatorPreferences(s),
    operatorAccounts: auth.operatorAccounts(s),
    operatorSessions: auth.operatorSessions(s),
    operatorSecondFactors: auth.operatorSecondFactors(s),
    operatorChallenges: auth.operatorChallenges(s),
    signInLinks: auth.signInLinks(s),
    signInFailures: auth.signInFailures(s),
    apiKeys: auth.apiKeys(s),
    annotations: notes.annotations(s),
    savedViews: views.savedViews(s),
    segments: segments.segments(s),
    erasedUsers: privacy.erasedUsers(s),
    jobRuns: privacy.jobRuns(s),
  };
}

export type Tables = ReturnType<typeof tablesIn>;
