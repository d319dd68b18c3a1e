import type { Route } from './route.ts';

/** Activity that was set aside. */
export const lettersRoutes = {} as const satisfies Record<string, Route>;
