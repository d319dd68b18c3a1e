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
import { toHostSignIn } from './host-sign-in.ts';
import { below, canonical, relativeTo, SCRIPTS } from './paths.ts';
import { handlers } from './register.ts';
import { respond, respondProblem } from './respond.ts';
import type { Services } from './services.ts';

export type App = (request: Request, info?: RequestInfo) => Promise<Response>;

/** `path` is the one below our mount point, as it was asked for. */
type Env = {
  Bindings: { readonly caller: Caller; readonly path: string; readonly askUser: RequestInfo['askUser'] };
};

/** The whole HTTP interface as one web-standard handler, under where its host mounted it, else under `basePath`. */
export function createApp(services: Services): App {
  const { publicUrl, allowedHosts } = services.options;
  const policy = policyOf(services);
  const demandOwnName = createNameCheck(allowedHosts, publicUrl);
  const app = new Hono<Env>({
    getPath(_request, o) {
      const { path } = (o as { env: Env['Bindings'] }).env;
      return canonical(getPath({ url: `http://localhost${path}` } as Request));
    },
  });
  for (const name of Object.keys(routes) as EndpointName[]) {
    const { method, path }: Route = routes[name];
    const endpoint = createEndpoint(name, handlers[name], services);
    app.on(method, path, (c) =>
      endpoint({ request: c.req.raw, params: c.req.param(), caller: c.env.caller, askUser: c.env.askUser }),
    );
  }
  addPages(app, services);
  refuseOtherMethods(app);
  app.notFound(() => respondProblem(tell(new HttpError(404, 'There is nothing at this address.'))));
  app.onError((error, c) => {
    const told = tell(error);
    if (told.internal) services.log.error({ err: error, method: c.req.method }, 'request failed');
    return respondProblem(told);
  });

  return async (request, info = {}) => {
    const caller = callerOf(request, info, policy);
    let path: string;
    try {
      demandOwnName(caller.hostname);
      path = demandBelow(caller.base, new URL(request.url).pathname);
    } catch (error) {
      return respondProblem(tell(error));
    }
    const response = await app.fetch(request, { caller, path, askUser: info.askUser });
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

function demandBelow(base: string, path: string): string {
  const inside = below(base, path);
  if (inside !== null) return inside;
  throw new HttpError(
    404,
    `There is nothing at this address: everything is under ${base}/. Where a proxy takes that off, leave basePath (BASE_PATH) out.`,
  );
}

const MOUNT = '/admin/';
const GET_PATHS = ['/', '/admin', '/admin/*', ...SCRIPTS];

function addPages(app: Hono<Env>, services: Services): void {
  const assets = createAssets(services.options.panelDir, services.options.frameAncestors);
  const pathOf = (c: Context<Env>) => new URL(c.req.url).pathname;
  const leadTo = (c: Context<Env>, path: string) =>
    respond(302, null, { location: relativeTo(pathOf(c), c.env.caller.base + path) });
  const page = async (c: Context<Env>) => {
    // The page finds its files from its own address, so that must be the one spelling.
    const { path, caller } = c.env;
    const own = canonical(path);
    if (path !== own) return leadTo(c, own);
    const inside = own.slice(MOUNT.length);
    if (SCRIPTS.includes(`/${inside}`)) return leadTo(c, `/${inside}`);
    // Without the slash at its end it is the same page: some hosts take that off, and would lead back and forth.
    const base = own.length < MOUNT.length ? './admin/' : '../'.repeat(inside.split('/').length - 1) || './';
    const away = await toHostSignIn(c.req.raw, inside, caller, services);
    return away ?? assets(inside, base, c.req.raw, readCookie(c.req.raw, caller, 'language'));
  };
  app.get('/', (c) => leadTo(c, MOUNT));
  app.get('/admin', page);
  app.get(`${MOUNT}*`, page);
  for (const path of SCRIPTS) app.get(path, (c) => assets(path.slice(1), './', c.req.raw));
}

function refuseOtherMethods(app: Hono<Env>): void {
  const allowed = new Map<string, string[]>(GET_PATHS.map((path) => [path, ['GET', 'HEAD']]));
  for (const { method, path } of Object.values<Route>(routes))
    allowed.set(path, [...(allowed.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  for (const [path, methods] of allowed)
    app.all(path, () => {
      const allow = methods.join(', ');
      return respondProblem(tell(new HttpError(405, `This address takes ${allow}.`, { allow })));
    });
}
