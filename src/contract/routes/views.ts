import type { Route } from './route.ts';

/** Views of the panel under a name. */
export const viewsRoutes = {
  views: {
    method: 'GET',
    path: '/api/admin/views',
    access: 'viewer',
    data: 'personal',
    summary: 'Saved views: your own, and those that others share',
  },
  saveView: {
    method: 'POST',
    path: '/api/admin/views',
    access: 'viewer',
    data: 'personal',
    summary: 'Save a view of the panel under a name',
  },
  changeView: {
    method: 'PATCH',
    path: '/api/admin/views/:viewId',
    access: 'viewer',
    data: 'personal',
    summary: 'Pin a view; rename, move or share one that you may edit',
  },
  removeView: {
    method: 'DELETE',
    path: '/api/admin/views/:viewId',
    access: 'viewer',
    data: 'none',
    summary: 'Remove a view that you may edit',
  },
} as const satisfies Record<string, Route>;
