import { UnreachableError } from '../../client/errors.ts';
import { type Call, callBy, requestBy } from '../../client/request.ts';
import { notesRoutes } from '../../contract/families/notes/routes.ts';
import { operationRoutes } from '../../contract/families/operation/routes.ts';
import { panelRoutes } from '../../contract/families/panel/routes.ts';
import { reportsRoutes } from '../../contract/families/reports/routes.ts';
import type { Route } from '../../contract/families/route.ts';
import type { EndpointName } from '../../contract/families/routes.ts';
import { viewsRoutes } from '../../contract/families/views/routes.ts';
import { fetchEarly } from './early.ts';

/** What the first view asks for. All others come with whoever asks first, so that a new view costs the first one nothing. */
const first: Readonly<Record<string, Route>> = {
  ...panelRoutes,
  ...reportsRoutes,
  ...notesRoutes,
  ...viewsRoutes,
  ...operationRoutes,
};

async function routeOf(endpoint: EndpointName): Promise<Route> {
  const known = first[endpoint];
  if (known) return known;
  try {
    return (await import('../../contract/families/routes.ts')).routes[endpoint];
  } catch (cause) {
    throw new UnreachableError(document.baseURI, cause);
  }
}

/** The server is one level above the panel: `<base>/admin/` → `<base>/`. */
export const call: Call = callBy(
  requestBy(routeOf, { baseUrl: new URL('..', document.baseURI), fetch: fetchEarly }),
);

/** The path under which the panel's own addresses lie. */
export const panelPath: string = new URL(document.baseURI).pathname.replace(/\/$/, '') || '/';
