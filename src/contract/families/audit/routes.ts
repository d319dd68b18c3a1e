import type { Route } from '../route.ts';

/** Who looked at what. */
export const auditRoutes = {
  audit: {
    summary: 'Who accessed what, when, and what came of it; newest first',
    method: 'GET',
    path: '/api/admin/audit',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
