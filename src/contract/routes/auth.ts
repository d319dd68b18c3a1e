import type { Route } from './route.ts';

/** Signing in and out. */
export const authRoutes = {
  signIn: {
    method: 'POST',
    path: '/api/auth/link',
    access: 'anyone',
    data: 'none',
    summary: 'Redeem a one-time sign-in link',
  },
  signOut: {
    method: 'POST',
    path: '/api/auth/sign-out',
    access: 'signed-in',
    data: 'none',
    summary: 'End the session',
  },
} as const satisfies Record<string, Route>;
