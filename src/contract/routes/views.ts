import type { Route } from './route.ts';

/** Views of the panel under a name. */
export const viewsRoutes = {
  views: {
    method: 'GET',
    path: '/api/admin/views',
    access: 'viewer',
    data: 'personal',
    // Every page asks for it, and it names no user.
    audited: false,
  },
  saveView: {
    method: 'POST',
    path: '/api/admin/views',
    access: 'viewer',
    data: 'personal',
  },
  changeView: {
    method: 'PATCH',
    path: '/api/admin/views/:viewId',
    access: 'viewer',
    data: 'personal',
  },
  removeView: {
    method: 'DELETE',
    path: '/api/admin/views/:viewId',
    access: 'viewer',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
