import type { Route } from '../route.ts';

/** Activity that was set aside. */
export const lettersRoutes = {
  deadLetters: {
    method: 'GET',
    path: '/api/admin/dead-letters',
    access: 'admin',
    data: 'personal',
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/api/admin/dead-letters/replay',
    access: 'admin',
    data: 'personal',
  },
  discardDeadLetters: {
    method: 'POST',
    path: '/api/admin/dead-letters/discard',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
