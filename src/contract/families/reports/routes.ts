import type { Route } from '../route.ts';

/** Reports over activity. */
export const reportsRoutes = {
  analytics: {
    summary: 'Platform-wide metrics with trends and series',
    method: 'GET',
    path: '/api/admin/analytics',
    access: 'admin',
    data: 'aggregate',
  },
  usageAnalytics: {
    summary: 'Users, top users, features and groups over a range',
    method: 'GET',
    path: '/api/admin/usage-analytics',
    access: 'admin',
    data: 'personal',
  },
  usageSummary: {
    summary: 'Usage without any individual user',
    method: 'GET',
    path: '/api/admin/usage-summary',
    access: 'viewer',
    data: 'aggregate',
  },
  today: {
    summary: 'Today so far beside the same part of the same weekday in the weeks before',
    method: 'GET',
    path: '/api/admin/today',
    access: 'admin',
    data: 'aggregate',
  },
  userUsage: {
    summary: 'One user: counters, days and timeline',
    method: 'GET',
    path: '/api/admin/users/:userId/usage',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
