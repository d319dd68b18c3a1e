import type { Route } from '../route.ts';

/** One user's data, settings and retention. */
export const privacyRoutes = {
  userExport: {
    method: 'GET',
    path: '/api/admin/users/:userId/export',
    access: 'admin',
    data: 'personal',
  },
  eraseUser: {
    method: 'POST',
    path: '/api/admin/users/:userId/erase',
    access: 'admin',
    data: 'personal',
  },
  changeUser: {
    method: 'PATCH',
    path: '/api/admin/users/:userId',
    access: 'admin',
    data: 'personal',
  },
  settings: {
    method: 'GET',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
  },
  changeSettings: {
    method: 'PUT',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
  },
  retention: {
    method: 'GET',
    path: '/api/admin/retention',
    access: 'admin',
    data: 'none',
  },
  runRetention: {
    method: 'POST',
    path: '/api/admin/retention/run',
    access: 'admin',
    data: 'none',
  },
  stopRetention: {
    method: 'DELETE',
    path: '/api/admin/retention/run',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
