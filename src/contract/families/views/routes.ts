import type { Route } from '../route.ts';

/** Views of the panel under a name. What they are filtered by may name users: they are administrators' own. */
export const viewsRoutes = {
  views: {
    method: 'GET',
    path: '/api/admin/views',
    access: 'admin',
    data: 'personal',
  },
  saveView: {
    method: 'POST',
    path: '/api/admin/views',
    access: 'admin',
    data: 'personal',
  },
  changeView: {
    method: 'PATCH',
    path: '/api/admin/views/:viewId',
    access: 'admin',
    data: 'personal',
  },
  removeView: {
    method: 'DELETE',
    path: '/api/admin/views/:viewId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
