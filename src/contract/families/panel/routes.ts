import type { Route } from '../route.ts';

/** What the panel alone asks for. */
export const panelRoutes = {
  panel: {
    summary: 'Catalogue and settings for the panel',
    method: 'GET',
    path: '/api/admin/panel',
    access: 'signed-in',
    data: 'none',
  },
  leaveSample: {
    summary: 'Show the real platform instead of the sample',
    method: 'POST',
    path: '/api/admin/sample/leave',
    access: 'admin',
    data: 'none',
  },
  showSample: {
    summary: 'Show the sample again that was left',
    method: 'POST',
    path: '/api/admin/sample/show',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
