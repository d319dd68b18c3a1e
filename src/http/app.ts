import { createHmac } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import { type EndpointName, type Route, routes } from '../contract/index.ts';
import { deriveKey } from '../secrets/derive-key.ts';
import { createAssets } from './assets.ts';
import { readAddress } from './caller/address.ts';
import { createNameCheck } from './caller/own-names.ts';
import { type Caller, type CallerPolicy, callerOf } from './caller.ts';
import { readCookie } from './cookies.ts';
import { createEndpoint } from './endpoint.ts';
import { HttpError, tell } from './errors.ts';
import type { RequestInfo } from './host.ts';
import { createCanonical, relativeTo } from './paths.ts';
import { handlers } from './register.ts';
import { respond, respondProblem } from './respond.ts';
import type { Services } from './services.ts';

export type App = (request: Request, info?: RequestInfo) => Promise<Response>;

type Env = { Bindings: { readonly caller: Caller } };

/** The whole HTTP interface as one web-standard handler, under `basePath`. */
export function createApp(services: Services): App {
  const { basePath, publicUrl, allowedHosts } = services.options;
  const policy = policyOf(services);
  const demandOwnName = createNameCheck(allowedHosts, publicUrl);
  const canonical = createCanonical(basePath);
  const app = new Hono<Env>({ getPath: (request) => canonical(getPath(request)) });
  for (const name of Object.keys(routes) as EndpointName[]) {
    const { method, path }: Route = routes[name];
    const endpoint = createEndpoint(name, handlers[name], services);
    app.on(method, basePath + path, (c) =>
      endpoint({ request: c.req.raw, params: c.req.param(), caller: c.env.caller }),
    );
  }
  addPages(app, services, canonical);
  refuseOtherMethods(app, basePath);
  app.notFound((c) => respondProblem(tell(nothingAt(c.req.path, basePath))));
  app.onError((error, c) => {
    const told = tell(error);
    if (told.internal) services.log.error({ err: error, method: c.req.method }, 'request failed');
    return respondProblem(told);
  });

  return async (request, info = {}) => {
    const caller = callerOf(request, info.remoteAddress, policy);
    try {
      demandOwnName(caller.hostname);
    } catch (error) {
      return respondProblem(tell(error));
    }
    const response = await app.fetch(request, { caller });
    if (isPinned(caller)) response.headers.set('strict-transport-security', PINNED);
    return response;
  };
}

/** Two installations may share a secret, but then not a schema. */
const policyOf = ({ secret, real, options }: Services): CallerPolicy => ({
  trusted: options.trustProxy,
  publicUrl: options.publicUrl,
  basePath: options.basePath,
  installation: createHmac('sha256', deriveKey(secret, 'cookies'))
    .update(real.db.s)
    .digest('hex')
    .slice(0, 8),
});

/** A year, and of this very host alone: what else is under its domain isn't ours to decide. */
const PINNED = 'max-age=31536000';

/** Loopback names serve other programs over plain HTTP as well; browsers pin no addresses. */
const isPinned = ({ secure, hostname }: Caller): boolean =>
  secure && !/(?:^|\.)localhost$/.test(hostname) && readAddress(hostname) === null;

function nothingAt(path: string, basePath: string): HttpError {
  const beside = basePath !== '' && !`${path}/`.startsWith(`${basePath}/`);
  return new HttpError(
    404,
    beside
      ? `There is nothing at this address: everything is under ${basePath}/. Where a proxy takes that off, leave basePath (BASE_PATH) out.`
      : 'There is nothing at this address.',
  );
}

/** What a host's own page loads: it stands at the mount, beside the panel, so that its address is the same in every version. */
const PARTS = 'parts.js';

const GET_PATHS = ['/', '/admin', '/admin/*', `/${PARTS}`];

function addPages(app: Hono<Env>, { options }: Services, canonical: (path: string) => string): void {
  const { basePath } = options;
  const mount = `${basePath}/admin/`;
  const assets = createAssets(options.panelDir);
  const pathOf = (c: Context<Env>) => new URL(c.req.url).pathname;
  const leadTo = (c: Context<Env>, path: string) =>
    respond(302, null, { location: relativeTo(pathOf(c), path) });
  const toPanel = (c: Context<Env>) => leadTo(c, mount);
  if (basePath) app.get(basePath, toPanel);
  app.get(`${basePath}/`, toPanel);
  app.get(`${basePath}/admin`, toPanel);
  app.get(`${basePath}/${PARTS}`, (c) => assets(PARTS, 0, c.req.raw));
  app.get(`${mount}*`, (c) => {
    // The page finds its files from its own address, so that must be the one spelling.
    const asked = pathOf(c);
    const own = canonical(asked);
    if (asked !== own) return leadTo(c, own);
    if (own === mount + PARTS) return leadTo(c, `${basePath}/${PARTS}`);
    const depth = asked.slice(mount.length).split('/').length - 1;
    const language = readCookie(c.req.raw, c.env.caller, 'language');
    return assets(c.req.path.slice(mount.length), depth, c.req.raw, language);
  });
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
