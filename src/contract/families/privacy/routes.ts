import type { Route } from '../route.ts';

/** One user's data, settings and retention. */
export const privacyRoutes = {
  userExport: {
    summary: 'Everything that is kept of one user, as a JSON file',
    method: 'GET',
    path: '/api/admin/users/:userId/export',
    access: 'admin',
    data: 'personal',
  },
  eraseUser: {
    summary: 'Erase one user for good; platform totals stay',
    method: 'POST',
    path: '/api/admin/users/:userId/erase',
    access: 'admin',
    data: 'personal',
  },
  changeUser: {
    summary: 'Mark one account as internal, or no longer',
    method: 'PATCH',
    path: '/api/admin/users/:userId',
    access: 'admin',
    data: 'personal',
  },
  settings: {
    summary: 'What operators have set, and what the configuration fixes',
    method: 'GET',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
  },
  changeSettings: {
    summary: 'Set how long what is kept',
    method: 'PUT',
    path: '/api/admin/settings',
    access: 'admin',
    data: 'none',
  },
  retention: {
    summary: 'Periods, what a run would remove now, and what the last runs removed',
    method: 'GET',
    path: '/api/admin/retention',
    access: 'admin',
    data: 'none',
  },
  runRetention: {
    summary: 'Remove what is older than its period',
    method: 'POST',
    path: '/api/admin/retention/run',
    access: 'admin',
    data: 'none',
  },
  stopRetention: {
    summary: 'Stop the run of retention that is under way in this process',
    method: 'DELETE',
    path: '/api/admin/retention/run',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
