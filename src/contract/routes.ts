/** Who may call: `admin`, `viewer` (and admin), `track` (an API key), `signed-in`, or `anyone`. */
export type Access = 'admin' | 'viewer' | 'track' | 'signed-in' | 'anyone';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Under the mount point, parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  /** Aggregate answers are cached and carry an ETag; personal ones are `no-store`. */
  readonly data: 'aggregate' | 'personal' | 'none';
  readonly summary: string;
}

/** Every endpoint, once: the server registers from it, the client calls by it. */
export const routes = {
  analytics: {
    method: 'GET',
    path: '/api/admin/analytics',
    access: 'admin',
    data: 'aggregate',
    summary: 'Platform-wide metrics with trends and series',
  },
  usageAnalytics: {
    method: 'GET',
    path: '/api/admin/usage-analytics',
    access: 'admin',
    data: 'personal',
    summary: 'Users, top users, features and groups over a range',
  },
  usageSummary: {
    method: 'GET',
    path: '/api/admin/usage-summary',
    access: 'viewer',
    data: 'aggregate',
    summary: 'Usage without any individual user',
  },
  userUsage: {
    method: 'GET',
    path: '/api/admin/users/:userId/usage',
    access: 'admin',
    data: 'personal',
    summary: 'One user: counters, days and timeline',
  },
  panel: {
    method: 'GET',
    path: '/api/admin/panel',
    access: 'signed-in',
    data: 'none',
    summary: 'Catalogue and settings for the panel',
  },
  leaveSample: {
    method: 'POST',
    path: '/api/admin/sample/leave',
    access: 'admin',
    data: 'none',
    summary: 'Show the real platform instead of the sample',
  },
  signIn: {
    method: 'POST',
    path: '/api/auth/link',
    access: 'anyone',
    data: 'none',
    summary: 'Redeem a one-time sign-in link',
  },
  signOut: {
    method: 'POST',
    path: '/api/auth/sign-out',
    access: 'signed-in',
    data: 'none',
    summary: 'End the session',
  },
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

export type EndpointName = keyof typeof routes;
