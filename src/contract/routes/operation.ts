import type { Route } from './route.ts';

/** How the system itself does. */
export const operationRoutes = {} as const satisfies Record<string, Route>;
