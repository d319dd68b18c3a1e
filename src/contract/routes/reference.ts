import type { Route } from './route.ts';

/** The interface, described. */
export const referenceRoutes = {
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'anyone',
    data: 'none',
    summary: 'This interface as OpenAPI 3.1',
  },
  apiDocs: {
    method: 'GET',
    path: '/api/docs',
    access: 'anyone',
    data: 'none',
    summary: 'This interface as a page to read',
  },
  apiDocsFile: {
    method: 'GET',
    path: '/api/docs/:file',
    access: 'anyone',
    data: 'none',
    summary: 'Style and script of that page',
  },
} as const satisfies Record<string, Route>;
