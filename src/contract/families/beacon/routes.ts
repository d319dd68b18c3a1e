import type { Route } from '../route.ts';

/** What the browsers of a platform's users send, and how they are told apart. */
export const beaconRoutes = {
  beacon: {
    method: 'POST',
    path: '/api/beacon',
    access: 'user',
    data: 'none',
  },
  beaconToken: {
    method: 'POST',
    path: '/api/beacon/token',
    access: 'track',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
