import type { Route } from './route.ts';

/** Activity as it comes in. */
export const liveRoutes = {
  live: {
    method: 'GET',
    path: '/api/admin/live',
    access: 'admin',
    data: 'personal',
    summary: 'Activity as it comes in, as server-sent events',
  },
} as const satisfies Record<string, Route>;
