import { z } from 'zod';
import { actorOf, roleOf } from '../auth/index.ts';
import { type EndpointName, type Route, routes } from '../contract/index.ts';
import { poisonInText } from '../ingest/poison.ts';
import { NotFound } from '../reports/errors.ts';
import type { Access } from './audit.ts';
import { admit, checkOrigin, type Identified, identifyCaller } from './authenticate.ts';
import { readJson } from './body.ts';
import type { Answer } from './cache.ts';
import { type Caller, callerOf } from './caller.ts';
import { tell } from './errors.ts';
import type { Call, Handler, Reply, Services } from './handler.ts';
import { normalised, parseQuery } from './query.ts';
import { respond, respondJson, respondText } from './respond.ts';

const NO_QUERY = z.strictObject({});

export interface Incoming {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly remoteAddress: string | undefined;
}

/**
 * One endpoint, whole: who asks, whether they may, what they ask, the audit log, the cache, the answer.
 * Only `handler.run` differs from one to the next. Throws what `tell` makes a problem document of.
 */
export function createEndpoint(name: EndpointName, handler: Handler, services: Services) {
  const route: Route = routes[name];
  const audited = route.access === 'admin' || route.access === 'viewer';
  const schemas = new Map<object, z.ZodObject>();
  const schemaFor = (catalogue: Call['view']['catalogue']) => {
    let schema = schemas.get(catalogue);
    if (!schema) {
      schema = handler.query?.(catalogue) ?? NO_QUERY;
      schemas.set(catalogue, schema);
    }
    return schema;
  };

  async function read(incoming: Incoming, caller: Caller, who: Identified | null): Promise<Call> {
    const { request, params } = incoming;
    const view = services.sample?.view() ?? services.real;
    const query = parseQuery(new URL(request.url).searchParams, schemaFor(view.catalogue));
    for (const value of Object.values(params))
      if (value.length > 200 || poisonInText(value)) throw new NotFound('There is no such user.');
    const body = handler.body ? await readJson(request) : undefined;
    return { services, view, request, caller, principal: who?.principal ?? null, params, query, body };
  }

  return async function handle(incoming: Incoming): Promise<Response> {
    const { request, remoteAddress, params } = incoming;
    const caller = callerOf(request, remoteAddress, services.options.trustProxy);
    const who = await identifyCaller(request, route, caller, services);
    const access: Access = {
      requestId: crypto.randomUUID(),
      actor: who ? actorOf(who.principal) : 'anonymous',
      endpoint: name,
      target: handler.target ? storable(params[handler.target] ?? '') : null,
      parameters: null,
    };
    let call: Call;
    try {
      admit(route, who);
      checkOrigin(request, route, caller, who);
      call = await read(incoming, caller, who);
    } catch (error) {
      await noteDenial(error, access, who, caller);
      throw error;
    }
    if (!audited) return send(await handler.run(call), null);
    const noted: Access = { ...access, parameters: normalised(call.query) };
    const epoch = await services.audit.begin(noted);
    try {
      const { response, rows } = await answer(call, epoch);
      services.audit.complete(noted, response.status, rows);
      return response;
    } catch (error) {
      services.audit.complete(noted, tell(error).problem.status, null);
      throw error;
    }
  };

  async function noteDenial(error: unknown, access: Access, who: Identified | null, caller: Caller) {
    if (route.access === 'anyone' || route.access === 'track') return;
    const { status } = tell(error).problem;
    if (who && status < 500) await services.audit.deny(access, status);
    else if (status === 401)
      await services.audit.denyAnonymous(services.storedAddress(caller.address) ?? 'unknown', name);
  }

  async function answer(call: Call, epoch: number): Promise<{ response: Response; rows: number | null }> {
    if (!handler.cached) {
      const reply = await handler.run(call);
      return { response: send(reply, null), rows: reply.rows ?? null };
    }
    const role = call.principal && roleOf(call.principal, route.method);
    const { sample } = call.view;
    const kept = await services.cache.answer(
      {
        key: JSON.stringify([name, role, sample, normalised(call.query)]),
        epoch,
        force: call.query.refresh === 'force',
      },
      async () => (await handler.run(call)).body as object,
    );
    return { response: send({}, kept, call.request), rows: kept.rows };
  }

  function send(reply: Reply, kept: Answer | null, request?: Request): Response {
    const headers = { 'cache-control': route.data === 'aggregate' ? 'private, no-cache' : 'no-store' };
    if (kept) {
      if (route.data !== 'aggregate') return respondText(200, kept.text, headers);
      const tagged = { ...headers, etag: kept.etag, vary: 'authorization, cookie' };
      return matches(request?.headers.get('if-none-match'), kept.etag)
        ? respond(304, null, tagged)
        : respondText(200, kept.text, tagged);
    }
    const status = reply.status ?? (reply.body === undefined ? 204 : 200);
    if (reply.body === undefined) return respond(status, null, { ...headers, ...reply.headers });
    return respondJson(status, reply.body, { ...headers, ...reply.headers });
  }
}

/** What of a path PostgreSQL can store: a user id that it can not is no user's, but its denial is logged. */
const storable = (text: string) => text.slice(0, 200).replaceAll('\u0000', '\uFFFD').toWellFormed();

const matches = (header: string | null | undefined, etag: string) =>
  header?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2)) ?? false;
