import type { Route } from './route.ts';

/** Referrals and community. */
export const platformRoutes = {} as const satisfies Record<string, Route>;
