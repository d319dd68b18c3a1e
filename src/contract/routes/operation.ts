import type { Route } from './route.ts';

/** How the system itself does. */
export const operationRoutes = {
  health: {
    method: 'GET',
    path: '/healthz',
    access: 'anyone',
    data: 'none',
    summary: 'Whether the process answers; the database is not asked',
  },
  readiness: {
    method: 'GET',
    path: '/readyz',
    access: 'anyone',
    data: 'none',
    summary: 'Whether requests and activity can be taken now; 503 says what is wrong',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'admin',
    data: 'none',
    summary: 'Metrics of this process and its database, as Prometheus text',
    audited: false,
  },
  system: {
    method: 'GET',
    path: '/api/admin/system',
    access: 'admin',
    data: 'none',
    summary: 'Requests, latencies, errors, ingest, database, event loop and background jobs',
    // The panel asks every few seconds, and it tells of nobody.
    audited: false,
  },
} as const satisfies Record<string, Route>;
