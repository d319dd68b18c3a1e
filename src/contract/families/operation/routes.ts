import type { Route } from '../route.ts';

/** How the system itself does. */
export const operationRoutes = {
  health: {
    summary: 'Whether the process answers; the database is not asked',
    method: 'GET',
    path: '/healthz',
    access: 'anyone',
    data: 'none',
  },
  readiness: {
    summary: 'Whether requests and activity can be taken now; 503 says what is wrong',
    method: 'GET',
    path: '/readyz',
    access: 'anyone',
    data: 'none',
  },
  metrics: {
    summary: 'Metrics of this process and its database, as Prometheus text',
    method: 'GET',
    path: '/metrics',
    access: 'admin',
    data: 'none',
    audited: false,
  },
  system: {
    summary: 'Requests, latencies, errors, ingest, database, event loop and background jobs',
    method: 'GET',
    path: '/api/admin/system',
    access: 'admin',
    data: 'none',
    // The panel asks every few seconds, and it tells of nobody.
    audited: false,
  },
} as const satisfies Record<string, Route>;
