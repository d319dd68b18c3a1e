import { differences } from '../differences.ts';
import {
  analyticsOf,
  communityLikesOf,
  communitySharesOf,
  communityStatsOf,
  creditTransactionsOf,
  moneyTotals,
  recentReferralsOf,
  referralStatsOf,
  unidentifiedAt,
} from '../oracle/platform.ts';
import { todayOf } from '../oracle/today.ts';
import { distinct } from '../oracle/usage.ts';
import type { View } from '../questions.ts';
import { activities, activitiesFile, user } from './activities.ts';
import { type Asked, metaOf } from './asked.ts';
import { listed } from './facts.ts';
import { groups, groupsFile } from './groups.ts';
import { pages, summary, usage, usersFile } from './usage.ts';

/** Whole answers beside their `meta`. */
const whole =
  (expected: (a: Asked) => Record<string, unknown>, more?: (a: Asked) => Record<string, unknown>) =>
  async (a: Asked): Promise<string[]> => {
    const { meta: _, ...body } = a.answer.json;
    return [...metaOf(a, more?.(a)), ...differences(expected(a), body)];
  };

const notCompared = (a: Asked): Asked => ({ ...a, range: { ...a.range, comparison: null } });

export const CHECKS: Readonly<Record<View, (a: Asked) => Promise<string[]>>> = {
  analytics: whole(
    (a) => ({
      ...analyticsOf(a.f, a.question.params, a.range, a.interval),
      ...(a.missing.has('comparisonSeries') && { comparisonSeries: [] }),
    }),
    (a) => ({ unidentifiedUsers: unidentifiedAt(a.f, a.question.params, a.range.end) }),
  ),
  usage,
  pages,
  groups,
  groupsFile,
  usersFile,
  summary,
  today: async ({ f, question, answer }) => {
    const { meta: _, ...body } = answer.json;
    return differences(todayOf(f, question.params), body);
  },
  user,
  activities,
  activitiesFile,
  referralStats: whole((a) => referralStatsOf(a.f, a.question.params, a.range, a.interval)),
  recentReferrals: async (a) => {
    const { period, startDate, referees } = a.question.params;
    const ranged =
      (period !== undefined && period !== 'all') || startDate !== undefined || referees !== undefined;
    const rows = recentReferralsOf(a.f, a.question.params, ranged ? a.range : null);
    return listed(a, 'referrals', rows, { totalCredits: rows.reduce((n, row) => n + row.creditReward, 0) });
  },
  communityStats: whole((a) => communityStatsOf(a.f, a.question.params, a.range, a.interval)),
  communityShares: async (a) => {
    const rows = communitySharesOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'shares', rows, { totalUsers: distinct(rows.map(({ userId }) => userId)) })),
      ...metaOf(notCompared(a)),
    ];
  },
  communityLikes: async (a) => {
    const rows = communityLikesOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'likes', rows, { totalUsers: distinct(rows.map(({ userId }) => userId)) })),
      ...metaOf(notCompared(a)),
    ];
  },
  creditTransactions: async (a) => {
    const rows = creditTransactionsOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'transactions', rows, {
        totals: moneyTotals(rows),
        totalUsers: distinct(rows.map(({ userId }) => userId)),
      })),
      ...metaOf(notCompared(a)),
    ];
  },
};
