import type { Route } from '../route.ts';

/** Referrals, community and credit. They name persons, so nothing of them is stored by whoever asks. */
export const platformRoutes = {
  referralStats: {
    method: 'GET',
    path: '/api/admin/referrals/stats',
    access: 'admin',
    data: 'personal',
  },
  recentReferrals: {
    method: 'GET',
    path: '/api/admin/referrals/recent',
    access: 'admin',
    data: 'personal',
  },
  referralOutcomes: {
    method: 'GET',
    path: '/api/admin/referrals/outcomes',
    access: 'admin',
    data: 'personal',
  },
  referralOutcomePeople: {
    method: 'GET',
    path: '/api/admin/referrals/outcomes/people',
    access: 'admin',
    data: 'personal',
  },
  communityStats: {
    method: 'GET',
    path: '/api/admin/community/stats',
    access: 'admin',
    data: 'personal',
  },
  communityShares: {
    method: 'GET',
    path: '/api/admin/community/shares',
    access: 'admin',
    data: 'personal',
  },
  communityLikes: {
    method: 'GET',
    path: '/api/admin/community/likes',
    access: 'admin',
    data: 'personal',
  },
  likeOutcomes: {
    method: 'GET',
    path: '/api/admin/community/outcomes',
    access: 'admin',
    data: 'personal',
  },
  likeOutcomePeople: {
    method: 'GET',
    path: '/api/admin/community/outcomes/people',
    access: 'admin',
    data: 'personal',
  },
  creditTransactions: {
    method: 'GET',
    path: '/api/admin/credit-transactions',
    access: 'admin',
    data: 'personal',
  },
  userFacts: {
    method: 'GET',
    path: '/api/admin/users/:userId/facts',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
