import type { Route } from '../route.ts';

/** What the panel alone asks for. */
export const panelRoutes = {
  panel: {
    method: 'GET',
    path: '/api/admin/panel',
    access: 'signed-in',
    data: 'none',
  },
  leaveSample: {
    method: 'POST',
    path: '/api/admin/sample/leave',
    access: 'admin',
    data: 'none',
  },
  showSample: {
    method: 'POST',
    path: '/api/admin/sample/show',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
