import type { Route } from './route.ts';

/** Lists and files. */
export const exportsRoutes = {
  usersExport: {
    method: 'GET',
    path: '/api/admin/users/export/csv',
    access: 'admin',
    data: 'personal',
    summary: 'Every user of a range as a file: profile, counters, activity',
  },
  activities: {
    method: 'GET',
    path: '/api/admin/activities',
    access: 'admin',
    data: 'personal',
    summary: 'The activities behind a number, newest first',
  },
} as const satisfies Record<string, Route>;
