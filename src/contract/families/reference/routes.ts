import type { Route } from '../route.ts';

/** The interface, described. */
export const referenceRoutes = {
  openapi: {
    summary: 'This interface as OpenAPI 3.1',
    method: 'GET',
    path: '/api/openapi.json',
    access: 'anyone',
    data: 'none',
  },
  apiDocs: {
    summary: 'This interface as a page to read',
    method: 'GET',
    path: '/api/docs',
    access: 'anyone',
    data: 'none',
  },
  apiDocsFile: {
    summary: 'Style and script of that page',
    method: 'GET',
    path: '/api/docs/:file',
    access: 'anyone',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
