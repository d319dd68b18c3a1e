import type { Route } from '../route.ts';

/** Questions about what people did one after another. */
export const exploreRoutes = {
  funnel: {
    method: 'GET',
    path: '/api/admin/explore/funnel',
    access: 'viewer',
    data: 'aggregate',
  },
  funnelPeople: {
    method: 'GET',
    path: '/api/admin/explore/funnel/people',
    access: 'admin',
    data: 'personal',
  },
  cohorts: {
    method: 'GET',
    path: '/api/admin/explore/retention',
    access: 'viewer',
    data: 'aggregate',
  },
  cohortPeople: {
    method: 'GET',
    path: '/api/admin/explore/retention/people',
    access: 'admin',
    data: 'personal',
  },
  peopleSize: {
    method: 'GET',
    path: '/api/admin/explore/people/size',
    access: 'viewer',
    data: 'aggregate',
  },
  peopleList: {
    method: 'GET',
    path: '/api/admin/explore/people',
    access: 'admin',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
