import type { AuditedAccess, Moment } from '../audit/index.ts';
import { actorOf, roleOf } from '../auth/index.ts';
import { VIEW, VIEW_HEADER } from '../contract/families/audit/view.ts';
import { type EndpointName, type Route, routes, type Schema, schemas } from '../contract/index.ts';
import { storable } from '../db/storable.ts';
import { admit, checkOrigin, type Identified, identifyCaller, takesNoSession } from './authenticate.ts';
import type { Answer } from './cache.ts';
import type { Caller } from './caller.ts';
import { tell } from './errors.ts';
import type { Call, Handler } from './handler.ts';
import type { AskUser } from './host.ts';
import { inCallersWords } from './query.ts';
import { questionOf } from './question.ts';
import { createReader } from './read.ts';
import { respondProblem } from './respond.ts';
import { send, sendKept } from './send.ts';
import type { Services } from './services.ts';
import { sayWhoIsAway } from './worker-away.ts';

/** Characters of a path's part that are noted: a user id that is none is no user's, but its denial is logged. */
const LONGEST_TARGET = 200;

export interface Incoming {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly askUser: AskUser | undefined;
}

/** Whether what this route answers, and to whom, goes into the audit log. */
export const isAudited = (route: Route): boolean =>
  route.audited ?? (route.access === 'admin' || route.access === 'viewer');

/**
 * One endpoint, whole: who asks, whether they may, what they ask, the audit log, the cache, the answer.
 * Only `handler.run` differs from one to the next.
 */
export function createEndpoint(name: EndpointName, handler: Handler, services: Services) {
  const route: Route = routes[name];
  const schema: Schema = schemas[name];
  const read = createReader(schema);

  return (incoming: Incoming): Promise<Response> =>
    observed(name, services, (requestId) => handle(incoming, requestId));

  /** Throws what `tell` makes a problem document of. */
  async function handle(incoming: Incoming, requestId: string): Promise<Response> {
    const { request, caller, params, askUser } = incoming;
    const who = await identifyCaller(request, route, caller, services);
    const access: AuditedAccess = {
      requestId,
      actor: who ? actorOf(who.principal) : 'anonymous',
      endpoint: name,
      target: handler.target ? storable(params[handler.target] ?? '', LONGEST_TARGET) : null,
      parameters: null,
      view: viewOf(request),
    };
    let call: Call;
    try {
      await services.rateLimit.demand(route, who?.principal ?? null, caller);
      admit(route, who);
      checkOrigin(request, route, caller, who, services.options.publicUrl);
      const view = services.sample?.view() ?? services.real;
      const parts = await read(request, params, view.catalogue);
      const principal = who?.principal ?? null;
      const { signal } = request;
      call = { services, view, request, signal, requestId, caller, askUser, principal, ...parts } as Call;
    } catch (error) {
      await noteDenial(error, access, who, caller);
      throw error;
    }
    if (!isAudited(route)) return (await answer(call, { epoch: 0, at: services.now() })).response;
    const noted: AuditedAccess = {
      ...access,
      parameters: { ...asGiven(call), ...handler.noted?.(call.body) },
    };
    const moment = await services.audit.begin(noted);
    try {
      const { response, rows } = await answer(call, moment, (status, told) =>
        services.audit.complete(noted, status, told),
      );
      if (rows !== 'later') services.audit.complete(noted, response.status, rows);
      return response;
    } catch (error) {
      services.audit.complete(noted, tell(error).problem.status, null);
      throw inCallersWords(error, new URL(request.url).searchParams);
    }
  }

  async function noteDenial(error: unknown, access: AuditedAccess, who: Identified | null, caller: Caller) {
    if (takesNoSession(route)) return;
    const { status } = tell(error).problem;
    if (who && status < 500) await services.audit.deny(access, status);
    else if (status === 401)
      await services.audit.denyAnonymous(services.storedAddress(caller.address) ?? 'unknown', name);
  }

  async function answer(
    call: Call,
    moment: Moment,
    onEnd?: (status: number, rows: number) => void,
  ): Promise<{ response: Response; rows: number | null | 'later' }> {
    const cached = typeof handler.cached === 'function' ? handler.cached(call.query) : handler.cached;
    const located = async (error: unknown) => {
      const { db, zone } = call.view;
      throw await sayWhoIsAway(error, { db, zone, query: call.query }, services.now());
    };
    if (cached) {
      const kept = await keptAnswer(call, moment).catch(located);
      return { response: sendKept(route, kept, call.request), rows: kept.rows };
    }
    const reply = await handler.run(call).catch(located);
    const rows = reply.stream && onEnd ? 'later' : (reply.rows ?? null);
    return { response: send(route, reply, onEnd), rows };
  }

  async function keptAnswer(call: Call, moment: Moment): Promise<Answer> {
    const role = call.principal && roleOf(call.principal, route.method);
    const { catalogue, zone } = call.view;
    const where = { catalogue, zone, now: services.now() };
    return services.cache.answer(
      {
        key: JSON.stringify([name, role, call.view.sample, call.params, questionOf(call.query, where)]),
        ...moment,
        force: call.query.refresh === 'force',
        known: call.request.headers.get('if-none-match'),
        told: { timezone: (call.query as { timezone?: string }).timezone ?? zone },
        caller: call.signal,
      },
      async (signal) => (await handler.run({ ...call, signal })).body as object,
    );
  }
}

/**
 * The page view that a request is a part of. The panel names it, since nothing else of a request tells which page it is for: a session has
 * several tabs, and a page asks again for as long as it is open. Anything else than a page and an id is no view, and in nobody's way.
 */
const viewOf = (request: Request): string | null => {
  const told = request.headers.get(VIEW_HEADER);
  return told !== null && VIEW.test(told) ? told : null;
};

/** What was asked of the query, names in order; what only steers the cache tells nothing of it. */
function asGiven({ query, given }: Call): Record<string, unknown> {
  const names = Object.keys(query).filter((name) => given.has(name) && name !== 'refresh');
  return Object.fromEntries(names.sort().map((name) => [name, (query as Record<string, unknown>)[name]]));
}

/**
 * Answers for one endpoint whatever happens, and notes how long it took and how it ended: by the endpoint's
 * name, never its path or query, which may name users.
 */
async function observed(
  endpoint: EndpointName,
  { log, recorder }: Pick<Services, 'log' | 'recorder'>,
  answer: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = crypto.randomUUID();
  const begun = performance.now();
  let response: Response;
  try {
    response = await answer(requestId);
  } catch (error) {
    const told = tell(error);
    if (told.internal) log.error({ err: error, endpoint, requestId }, 'request failed');
    response = respondProblem(told);
  }
  const took = performance.now() - begun;
  try {
    const { status } = response;
    recorder.record({ endpoint, status, took });
    log.debug({ endpoint, status, ms: Math.round(took * 100) / 100, requestId }, 'request');
  } catch {
    // What is noted about an answer never stands in its way.
  }
  return response;
}
