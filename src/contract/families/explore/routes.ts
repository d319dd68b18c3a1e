import type { Route } from '../route.ts';

/** How many. */
const numbers = <Kind extends string>(kind: Kind) =>
  ({
    method: 'GET',
    path: `/api/admin/explore/${kind}`,
    access: 'viewer',
    data: 'aggregate',
  }) as const satisfies Route;

/** Who is behind a number. */
const people = <Kind extends string>(kind: Kind) =>
  ({
    method: 'GET',
    path: `/api/admin/explore/${kind}/people`,
    access: 'admin',
    data: 'personal',
  }) as const satisfies Route;

/** Questions about what people did one after another. */
export const exploreRoutes = {
  funnel: numbers('funnel'),
  funnelPeople: people('funnel'),
  cohorts: numbers('retention'),
  cohortPeople: people('retention'),
  lifecycle: numbers('lifecycle'),
  lifecyclePeople: people('lifecycle'),
  stickiness: numbers('stickiness'),
  stickinessPeople: people('stickiness'),
  rhythm: numbers('rhythm'),
  rhythmPeople: people('rhythm'),
  firstUse: numbers('first-use'),
  firstUsePeople: people('first-use'),
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
  paths: {
    method: 'GET',
    path: '/api/admin/explore/paths',
    access: 'viewer',
    data: 'aggregate',
  },
  pathPeople: {
    method: 'GET',
    path: '/api/admin/explore/paths/people',
    access: 'admin',
    data: 'personal',
  },
  why: {
    method: 'GET',
    path: '/api/admin/explore/why',
    access: 'viewer',
    data: 'personal',
  },
} as const satisfies Record<string, Route>;
