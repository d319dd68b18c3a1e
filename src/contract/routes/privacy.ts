import type { Route } from './route.ts';

/** One user's data, settings and retention. */
export const privacyRoutes = {
  userExport: {
    method: 'GET',
    path: '/api/admin/users/:userId/export',
    access: 'admin',
    data: 'personal',
    summary: 'Everything that is kept of one user, as a JSON file',
  },
  eraseUser: {
    method: 'POST',
    path: '/api/admin/users/:userId/erase',
    access: 'admin',
    data: 'personal',
    summary: 'Erase one user for good; platform totals stay',
  },
  changeUser: {
    method: 'PATCH',
    path: '/api/admin/users/:userId',
    access: 'admin',
    data: 'personal',
    summary: 'Mark one account as internal, or no longer',
  },
  settings: {
    method: 'GET',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
    summary: 'What operators have set, and what the configuration fixes',
  },
  changeSettings: {
    method: 'PUT',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
    summary: 'Set how long what is kept',
  },
  retention: {
    method: 'GET',
    path: '/api/admin/retention',
    access: 'admin',
    data: 'none',
    summary: 'Periods, what a run would remove now, and what the last runs removed',
  },
  runRetention: {
    method: 'POST',
    path: '/api/admin/retention/run',
    access: 'admin',
    data: 'none',
    summary: 'Remove what is older than its period',
  },
} as const satisfies Record<string, Route>;
