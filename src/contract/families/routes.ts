import { accessRoutes } from './access/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { authRoutes } from './auth/routes.ts';
import { beaconRoutes } from './beacon/routes.ts';
import { exploreRoutes } from './explore/routes.ts';
import { exportsRoutes } from './exports/routes.ts';
import { lettersRoutes } from './letters/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { notesRoutes } from './notes/routes.ts';
import { operationRoutes } from './operation/routes.ts';
import { panelRoutes } from './panel/routes.ts';
import { platformRoutes } from './platform/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { referenceRoutes } from './reference/routes.ts';
import { reportsRoutes } from './reports/routes.ts';
import { segmentsRoutes } from './segments/routes.ts';
import { trackingRoutes } from './tracking/routes.ts';
import { viewsRoutes } from './views/routes.ts';

export * from './route.ts';

/**
 * Every endpoint, once: the server registers from it, the client calls by it, openapi.json is made of it. Apart from
 * what endpoints take and answer, so that a browser doesn't load a validator to make an address.
 */
export const routes = {
  ...reportsRoutes,
  ...exploreRoutes,
  ...platformRoutes,
  ...exportsRoutes,
  ...trackingRoutes,
  ...beaconRoutes,
  ...auditRoutes,
  ...privacyRoutes,
  ...lettersRoutes,
  ...liveRoutes,
  ...notesRoutes,
  ...viewsRoutes,
  ...segmentsRoutes,
  ...accessRoutes,
  ...authRoutes,
  ...operationRoutes,
  ...referenceRoutes,
  ...panelRoutes,
} as const;

export type EndpointName = keyof typeof routes;
