import type { Route } from './route.ts';

/** What operators note beside the numbers. */
export const notesRoutes = {
  notes: {
    method: 'GET',
    path: '/api/admin/annotations',
    access: 'viewer',
    data: 'personal',
    summary: 'Notes on the days and moments of a range',
  },
  addNote: {
    method: 'POST',
    path: '/api/admin/annotations',
    access: 'admin',
    data: 'personal',
    summary: 'Note something on a day or at an instant',
  },
  changeNote: {
    method: 'PATCH',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'personal',
    summary: 'Change what a note says, or when',
  },
  removeNote: {
    method: 'DELETE',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'none',
    summary: 'Remove a note',
  },
} as const satisfies Record<string, Route>;
