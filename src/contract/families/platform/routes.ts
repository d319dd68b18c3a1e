import type { Route } from '../route.ts';

/** Referrals, community and credit. They name persons, so nothing of them is stored by whoever asks. */
export const platformRoutes = {
  referralStats: {
    summary: 'Referred users, how many are active, rewards, top referrers and codes',
    method: 'GET',
    path: '/api/admin/referrals/stats',
    access: 'admin',
    data: 'personal',
  },
  recentReferrals: {
    summary: 'Latest referrals, page by page',
    method: 'GET',
    path: '/api/admin/referrals/recent',
    access: 'admin',
    data: 'personal',
  },
  communityStats: {
    summary: 'Shared sessions and media, likes and top contributors',
    method: 'GET',
    path: '/api/admin/community/stats',
    access: 'admin',
    data: 'personal',
  },
  communityShares: {
    summary: 'The shares behind the community numbers, latest first',
    method: 'GET',
    path: '/api/admin/community/shares',
    access: 'admin',
    data: 'personal',
  },
  communityLikes: {
    summary: 'The likes behind the community numbers, latest first',
    method: 'GET',
    path: '/api/admin/community/likes',
    access: 'admin',
    data: 'personal',
  },
  creditTransactions: {
    summary: 'The payments behind the revenue, latest first',
    method: 'GET',
    path: '/api/admin/credit-transactions',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
