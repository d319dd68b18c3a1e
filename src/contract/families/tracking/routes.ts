import type { Route } from '../route.ts';

/** What a platform sends. */
export const trackingRoutes = {
  track: {
    method: 'POST',
    path: '/api/track',
    access: 'track',
    data: 'none',
  },
  identify: {
    method: 'POST',
    path: '/api/identify',
    access: 'track',
    data: 'none',
  },
  recordCreditTransactions: {
    method: 'POST',
    path: '/api/facts/credit-transactions',
    access: 'track',
    data: 'none',
  },
  recordReferrals: {
    method: 'POST',
    path: '/api/facts/referrals',
    access: 'track',
    data: 'none',
  },
  recordCommunityShares: {
    method: 'POST',
    path: '/api/facts/community-shares',
    access: 'track',
    data: 'none',
  },
  recordLikes: {
    method: 'POST',
    path: '/api/facts/community-likes',
    access: 'track',
    data: 'none',
  },
  recordSignals: {
    method: 'POST',
    path: '/api/signals',
    access: 'track',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
