import type { Route } from '../route.ts';

/** Who looked at what. */
export const auditRoutes = {
  audit: {
    method: 'GET',
    path: '/api/admin/audit',
    access: 'admin',
    data: 'personal',
  },
  userViewers: {
    method: 'GET',
    path: '/api/admin/users/:userId/viewers',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
