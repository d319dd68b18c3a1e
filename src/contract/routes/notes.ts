import type { Route } from './route.ts';

/** What operators note beside the numbers. */
export const notesRoutes = {
  notes: {
    method: 'GET',
    path: '/api/admin/annotations',
    access: 'viewer',
    data: 'personal',
    // Every page asks for it, and it names no user.
    audited: false,
  },
  addNote: {
    method: 'POST',
    path: '/api/admin/annotations',
    access: 'admin',
    data: 'personal',
  },
  changeNote: {
    method: 'PATCH',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'personal',
  },
  removeNote: {
    method: 'DELETE',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
