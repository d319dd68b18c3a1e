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
};
