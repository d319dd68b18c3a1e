import type { Route } from '../route.ts';

/** Views of the panel under a name. What they are filtered by may name users: they are administrators' own. */
export const viewsRoutes = {
  views: {
    summary: 'Saved views: your own, and those that others share',
    method: 'GET',
    path: '/api/admin/views',
    access: 'admin',
    data: 'personal',
  },
  saveView: {
    summary: 'Save a view of the panel under a name',
    method: 'POST',
    path: '/api/admin/views',
    access: 'admin',
    data: 'personal',
  },
  changeView: {
    summary: 'Pin a view; rename, move or share one that you may edit',
    method: 'PATCH',
    path: '/api/admin/views/:viewId',
    access: 'admin',
    data: 'personal',
  },
  removeView: {
    summary: 'Remove a view that you may edit',
    method: 'DELETE',
    path: '/api/admin/views/:viewId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
