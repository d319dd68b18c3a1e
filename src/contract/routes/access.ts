import type { Route } from './route.ts';

/** Operators and API keys. */
export const accessRoutes = {} as const satisfies Record<string, Route>;
