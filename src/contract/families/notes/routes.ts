import type { Route } from '../route.ts';

/** What operators note beside the numbers: free text, which may name users and names who wrote it. A viewer is told when alone. */
export const notesRoutes = {
  notes: {
    method: 'GET',
    path: '/api/admin/annotations',
    access: 'viewer',
    data: 'personal',
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
