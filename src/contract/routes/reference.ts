import type { Route } from './route.ts';

/** The interface, described. */
export const referenceRoutes = {} as const satisfies Record<string, Route>;
