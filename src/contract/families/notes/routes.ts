import type { Route } from '../route.ts';

/** What operators note beside the numbers: free text, which may name users and names who wrote it. */
export const notesRoutes = {
  notes: {
    summary: 'Notes on the days and moments of a range',
    method: 'GET',
    path: '/api/admin/annotations',
    access: 'admin',
    data: 'personal',
  },
  addNote: {
    summary: 'Note something on a day or at an instant',
    method: 'POST',
    path: '/api/admin/annotations',
    access: 'admin',
    data: 'personal',
  },
  changeNote: {
    summary: 'Change what a note says, or when',
    method: 'PATCH',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'personal',
  },
  removeNote: {
    summary: 'Remove a note',
    method: 'DELETE',
    path: '/api/admin/annotations/:noteId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
