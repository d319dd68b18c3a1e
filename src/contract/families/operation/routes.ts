import type { Route } from '../route.ts';

/** How the system itself does. */
export const operationRoutes = {
  health: {
    method: 'GET',
    path: '/healthz',
    access: 'anyone',
    data: 'none',
  },
  readiness: {
    method: 'GET',
    path: '/readyz',
    access: 'anyone',
    data: 'none',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'admin',
    data: 'none',
    audited: false,
  },
  system: {
    method: 'GET',
    path: '/api/admin/system',
    access: 'admin',
    data: 'none',
    // The panel asks every few seconds, and it tells of nobody.
    audited: false,
  },
} as const satisfies Record<string, Route>;
