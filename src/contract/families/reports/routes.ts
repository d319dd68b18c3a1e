import type { Route } from '../route.ts';

/** Reports over activity. */
export const reportsRoutes = {
  analytics: {
    method: 'GET',
    path: '/api/admin/analytics',
    access: 'viewer',
    data: 'aggregate',
  },
  usageAnalytics: {
    method: 'GET',
    path: '/api/admin/usage-analytics',
    access: 'admin',
    data: 'personal',
  },
  usageSummary: {
    method: 'GET',
    path: '/api/admin/usage-summary',
    access: 'viewer',
    data: 'aggregate',
  },
  today: {
    method: 'GET',
    path: '/api/admin/today',
    access: 'viewer',
    data: 'aggregate',
  },
  userUsage: {
    method: 'GET',
    path: '/api/admin/users/:userId/usage',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
