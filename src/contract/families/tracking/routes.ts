import type { Route } from '../route.ts';

/** What a platform sends. */
export const trackingRoutes = {
  track: {
    summary: 'Record one activity or a batch',
    method: 'POST',
    path: '/api/track',
    access: 'track',
    data: 'none',
  },
  identify: {
    summary: 'Record users',
    method: 'POST',
    path: '/api/identify',
    access: 'track',
    data: 'none',
  },
  recordCreditTransactions: {
    summary: 'Record credit transactions',
    method: 'POST',
    path: '/api/facts/credit-transactions',
    access: 'track',
    data: 'none',
  },
  recordReferrals: {
    summary: 'Record referrals',
    method: 'POST',
    path: '/api/facts/referrals',
    access: 'track',
    data: 'none',
  },
  recordCommunityShares: {
    summary: 'Record community shares',
    method: 'POST',
    path: '/api/facts/community-shares',
    access: 'track',
    data: 'none',
  },
  recordLikes: {
    summary: 'Record community likes',
    method: 'POST',
    path: '/api/facts/community-likes',
    access: 'track',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
