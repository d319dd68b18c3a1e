import type { platformRoutes } from '../../contract/routes/platform.ts';
import type { ExamplesOf } from './example.ts';

export const platformExamples: ExamplesOf<typeof platformRoutes> = {
  referralStats: {
    query: { period: '90days' },
    description: 'A user counts once, however often they were referred.',
  },
  recentReferrals: { query: { pageSize: 2, code: 'MARA10' }, description: 'Goes on with `cursor`.' },
  communityStats: {
    query: { period: '30days' },
    description: 'From shares and likes alone; activity is told by `/usage-analytics`.',
  },
  communityShares: {
    query: { period: '30days', kind: 'session', pageSize: 2 },
    description: 'As many as `/community/stats` counts. Goes on with `cursor`.',
  },
  communityLikes: {
    query: { period: '30days', ownerId: 'user-17', pageSize: 2 },
    description: 'As many as `/community/stats` counts. Goes on with `cursor`.',
  },
  creditTransactions: {
    query: { period: '30days', kind: 'purchase', currency: 'USD', pageSize: 2 },
    description:
      'Purchases of the reporting currency add up to the `revenue` of `/analytics`; refunds are negative. Goes on with `cursor`.',
  },
};
