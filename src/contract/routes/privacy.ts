import type { Route } from './route.ts';

/** One user's data, settings and retention. */
export const privacyRoutes = {} as const satisfies Record<string, Route>;
