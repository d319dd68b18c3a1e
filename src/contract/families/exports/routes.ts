import type { Route } from '../route.ts';

/** Lists and files. */
export const exportsRoutes = {
  usersExport: {
    method: 'GET',
    path: '/api/admin/users/export/csv',
    access: 'admin',
    data: 'personal',
  },
  activities: {
    method: 'GET',
    path: '/api/admin/activities',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
