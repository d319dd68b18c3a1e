import type { Route } from './route.ts';

/** Activity that was set aside. */
export const lettersRoutes = {
  deadLetters: {
    method: 'GET',
    path: '/api/admin/dead-letters',
    access: 'admin',
    data: 'personal',
    summary: 'Activity that could not be counted, with its reason; newest first',
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/api/admin/dead-letters/replay',
    access: 'admin',
    data: 'personal',
    summary: 'Try dead letters again; those that are counted now go',
  },
  discardDeadLetters: {
    method: 'POST',
    path: '/api/admin/dead-letters/discard',
    access: 'admin',
    data: 'personal',
    summary: 'Delete dead letters for good',
  },
} as const satisfies Record<string, Route>;
