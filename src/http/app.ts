import { type Context, Hono } from 'hono';
import { type EndpointName, type Route, routes } from '../contract/index.ts';
import { createAssets } from './assets.ts';
import { createEndpoint } from './endpoint.ts';
import { HttpError, tell } from './errors.ts';
import type { Services } from './handler.ts';
import type { RequestInfo } from './host.ts';
import { handlers } from './register.ts';
import { respond, respondProblem } from './respond.ts';

export type App = (request: Request, info?: RequestInfo) => Promise<Response>;

type Env = { Bindings: RequestInfo };

/** The whole HTTP interface as one web-standard handler, under `basePath`. */
export function createApp(services: Services): App {
  const { basePath } = services.options;
  const app = new Hono<Env>();
  for (const name of Object.keys(routes) as EndpointName[]) {
    const { method, path }: Route = routes[name];
    const endpoint = createEndpoint(name, handlers[name], services);
    app.on(method, basePath + path, (c) =>
      endpoint({ request: c.req.raw, params: c.req.param(), remoteAddress: c.env?.remoteAddress }),
    );
  }
  addPages(app, services);
  refuseOtherMethods(app, basePath);
  app.notFound(() => respondProblem(tell(new HttpError(404, 'There is nothing at this address.'))));
  app.onError((error, c) => {
    const told = tell(error);
    if (told.internal) services.log.error({ err: error, method: c.req.method }, 'request failed');
    return respondProblem(told);
  });
  return async (request, info = {}) => app.fetch(request, info);
}

const GET_PATHS = ['/', '/admin', '/admin/*'];

function addPages(app: Hono<Env>, { options }: Services): void {
  const { basePath } = options;
  const mount = `${basePath}/admin/`;
  const assets = createAssets(options.panelDir, mount);
  const toPanel = () => respond(302, null, { location: mount });
  const asset = (c: Context<Env>) => assets(pathOf(c.req.url).slice(mount.length), c.req.raw);
  if (basePath) app.get(basePath, toPanel);
  app.get(`${basePath}/`, toPanel);
  app.get(`${basePath}/admin`, toPanel);
  app.get(`${mount}*`, asset);
}

/** A path whose escapes are no text stays as it came; the panel shows it as not found. */
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

function refuseOtherMethods(app: Hono<Env>, basePath: string): void {
  const allowed = new Map<string, string[]>(GET_PATHS.map((path) => [path, ['GET', 'HEAD']]));
  for (const { method, path } of Object.values<Route>(routes))
    allowed.set(path, [...(allowed.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  for (const [path, methods] of allowed)
    app.all(basePath + path, () => {
      const allow = methods.join(', ');
      return respondProblem(tell(new HttpError(405, `This address takes ${allow}.`, { allow })));
    });
}
