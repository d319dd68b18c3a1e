import type { Route } from './route.ts';

/** Referrals and community. They name persons, so nothing of them is stored by whoever asks. */
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
} as const satisfies Record<string, Route>;
