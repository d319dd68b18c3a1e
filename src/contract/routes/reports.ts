import type { Route } from './route.ts';

/** Reports over activity. */
export const reportsRoutes = {
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
  today: {
    method: 'GET',
    path: '/api/admin/today',
    access: 'admin',
    data: 'aggregate',
    summary: 'Today so far beside the same part of the same weekday in the weeks before',
  },
  userUsage: {
    method: 'GET',
    path: '/api/admin/users/:userId/usage',
    access: 'admin',
    data: 'personal',
    summary: 'One user: counters, days and timeline',
  },
} as const satisfies Record<string, Route>;
