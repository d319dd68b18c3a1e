import type { Route } from '../route.ts';

/** Activity that was set aside. */
export const lettersRoutes = {
  deadLetters: {
    summary: 'Activity that could not be counted, with its reason; newest first',
    method: 'GET',
    path: '/api/admin/dead-letters',
    access: 'admin',
    data: 'personal',
  },
  replayDeadLetters: {
    summary: 'Try dead letters again; those that are counted now go',
    method: 'POST',
    path: '/api/admin/dead-letters/replay',
    access: 'admin',
    data: 'personal',
  },
  discardDeadLetters: {
    summary: 'Delete dead letters for good',
    method: 'POST',
    path: '/api/admin/dead-letters/discard',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
