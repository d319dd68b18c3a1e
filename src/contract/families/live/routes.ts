import type { Route } from '../route.ts';

/** Activity as it comes in. */
export const liveRoutes = {
  live: {
    method: 'GET',
    path: '/api/admin/live',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
