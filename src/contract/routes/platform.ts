import type { Route } from './route.ts';

/** Referrals, community and credit. They name persons, so nothing of them is stored by whoever asks. */
export const platformRoutes = {
  referralStats: {
    method: 'GET',
    path: '/api/admin/referrals/stats',
    access: 'admin',
    data: 'personal',
    summary: 'Referred users, how many are active, rewards, top referrers and codes',
  },
  recentReferrals: {
    method: 'GET',
    path: '/api/admin/referrals/recent',
    access: 'admin',
    data: 'personal',
    summary: 'Latest referrals, page by page',
  },
  communityStats: {
    method: 'GET',
    path: '/api/admin/community/stats',
    access: 'admin',
    data: 'personal',
    summary: 'Shared sessions and media, likes and top contributors',
  },
  communityShares: {
    method: 'GET',
    path: '/api/admin/community/shares',
    access: 'admin',
    data: 'personal',
    summary: 'The shares behind the community numbers, latest first',
  },
  communityLikes: {
    method: 'GET',
    path: '/api/admin/community/likes',
    access: 'admin',
    data: 'personal',
    summary: 'The likes behind the community numbers, latest first',
  },
  creditTransactions: {
    method: 'GET',
    path: '/api/admin/credit-transactions',
    access: 'admin',
    data: 'personal',
    summary: 'The payments behind the revenue, latest first',
  },
} as const satisfies Record<string, Route>;
