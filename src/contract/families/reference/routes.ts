import type { Route } from '../route.ts';

/** The interface, described. */
export const referenceRoutes = {
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'anyone',
    data: 'none',
  },
  apiDocs: {
    method: 'GET',
    path: '/api/docs',
    access: 'anyone',
    data: 'none',
  },
  apiDocsFile: {
    method: 'GET',
    path: '/api/docs/:file',
    access: 'anyone',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
