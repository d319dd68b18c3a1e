import type { Route } from '../route.ts';

/** Lists and files. */
export const exportsRoutes = {
  usersExport: {
    summary: 'Every user of a range as a file: profile, counters, activity',
    method: 'GET',
    path: '/api/admin/users/export/csv',
    access: 'admin',
    data: 'personal',
  },
  activities: {
    summary: 'The activities behind a number, newest first',
    method: 'GET',
    path: '/api/admin/activities',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
