import { accessRoutes } from './access.ts';
import { auditRoutes } from './audit.ts';
import { authRoutes } from './auth.ts';
import { exportsRoutes } from './exports.ts';
import { lettersRoutes } from './letters.ts';
import { liveRoutes } from './live.ts';
import { notesRoutes } from './notes.ts';
import { operationRoutes } from './operation.ts';
import { panelRoutes } from './panel.ts';
import { platformRoutes } from './platform.ts';
import { privacyRoutes } from './privacy.ts';
import { referenceRoutes } from './reference.ts';
import { reportsRoutes } from './reports.ts';
import { trackingRoutes } from './tracking.ts';
import { viewsRoutes } from './views.ts';

export * from './route.ts';

/** Every endpoint, once: the server registers from it, the client calls by it, openapi.json is made of it. */
export const routes = {
  ...reportsRoutes,
  ...platformRoutes,
  ...exportsRoutes,
  ...trackingRoutes,
  ...auditRoutes,
  ...privacyRoutes,
  ...lettersRoutes,
  ...liveRoutes,
  ...notesRoutes,
  ...viewsRoutes,
  ...accessRoutes,
  ...authRoutes,
  ...operationRoutes,
  ...referenceRoutes,
  ...panelRoutes,
} as const;

export type EndpointName = keyof typeof routes;
