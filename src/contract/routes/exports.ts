import type { Route } from './route.ts';

/** Lists and files. */
export const exportsRoutes = {} as const satisfies Record<string, Route>;
