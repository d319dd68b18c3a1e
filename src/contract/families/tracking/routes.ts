import type { Route } from '../route.ts';

/** Takes what a platform sends, with its key. */
const taking = <Path extends string>(path: Path) =>
  ({ method: 'POST', path, access: 'track', data: 'none' }) as const satisfies Route;

/** What a platform sends. */
export const trackingRoutes = {
  track: taking('/api/track'),
  identify: taking('/api/identify'),
  recordCreditTransactions: taking('/api/facts/credit-transactions'),
  recordReferrals: taking('/api/facts/referrals'),
  recordCommunityShares: taking('/api/facts/community-shares'),
  recordLikes: taking('/api/facts/community-likes'),
  recordSignals: taking('/api/signals'),
};
