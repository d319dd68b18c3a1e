import type { Route } from '../route.ts';

/** Rules under a name. They may name users, and so does who saved them. */
export const segmentsRoutes = {
  segments: {
    method: 'GET',
    path: '/api/admin/segments',
    access: 'admin',
    data: 'personal',
  },
  segmentVersions: {
    method: 'GET',
    path: '/api/admin/segments/:slug',
    access: 'admin',
    data: 'personal',
  },
  saveSegment: {
    method: 'POST',
    path: '/api/admin/segments',
    access: 'admin',
    data: 'personal',
  },
  changeSegment: {
    method: 'PATCH',
    path: '/api/admin/segments/:slug',
    access: 'admin',
    data: 'personal',
  },
  removeSegment: {
    method: 'DELETE',
    path: '/api/admin/segments/:slug',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;
