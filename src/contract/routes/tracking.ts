import type { Route } from './route.ts';

/** What a platform sends. */
export const trackingRoutes = {
  track: {
    method: 'POST',
    path: '/api/track',
    access: 'track',
    data: 'none',
    summary: 'Record one activity or a batch',
  },
  identify: {
    method: 'POST',
    path: '/api/identify',
    access: 'track',
    data: 'none',
    summary: 'Record users',
  },
  recordCreditTransactions: {
    method: 'POST',
    path: '/api/facts/credit-transactions',
    access: 'track',
    data: 'none',
    summary: 'Record credit transactions',
  },
  recordReferrals: {
    method: 'POST',
    path: '/api/facts/referrals',
    access: 'track',
    data: 'none',
    summary: 'Record referrals',
  },
  recordCommunityShares: {
    method: 'POST',
    path: '/api/facts/community-shares',
    access: 'track',
    data: 'none',
    summary: 'Record community shares',
  },
  recordLikes: {
    method: 'POST',
    path: '/api/facts/community-likes',
    access: 'track',
    data: 'none',
    summary: 'Record community likes',
  },
} as const satisfies Record<string, Route>;
