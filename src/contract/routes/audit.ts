import type { Route } from './route.ts';

/** Who looked at what. */
export const auditRoutes = {} as const satisfies Record<string, Route>;
