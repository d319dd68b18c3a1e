import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { MAX_BODY } from './body.ts';
import { HttpError, tell } from './errors.ts';
import type { Fetch, RequestInfo } from './host.ts';
import { respondProblem } from './respond.ts';

/** What the application around us tells beside its request. */
export interface HostInfo extends RequestInfo {
  /** What a parser before us made of the body, where it isn't left in the request itself. */
  readonly body?: unknown;
}

type Listener = (request: IncomingMessage, response: ServerResponse, info?: HostInfo) => Promise<void>;

/**
 * A `fetch` handler for `node:http`. An answer that came before the body was read ends the connection: what is still
 * on its way would have to be read to its end for the next request, and anybody may announce 100 MB.
 *
 * @param o.own the process is ours alone: the globals `Request` and `Response` are replaced by faster ones
 */
export function nodeListener(fetch: Fetch, { own }: { own: boolean }): Listener {
  const told = new WeakMap<IncomingMessage, HostInfo>();
  const answer = async (request: Request, env: unknown): Promise<Response> => {
    const { incoming } = env as { incoming: IncomingMessage };
    const { body, ...info } = told.get(incoming) ?? {};
    const given = withReadBody(request, incoming, body);
    if (given === null) return respondProblem(tell(new HttpError(400, READ_BEFORE)));
    const response = await fetch(given, { remoteAddress: incoming.socket.remoteAddress, ...info });
    // A stream that ends leaves no idle connection behind, which a server that closes would wait for.
    const streams = response.headers.get('content-type') === 'text/event-stream';
    if (incoming.httpVersionMajor < 2 && (streams || endsConnection(incoming)))
      response.headers.set('connection', 'close');
    return response;
  };
  const listener = getRequestListener(answer, { overrideGlobalObjects: own });
  return (request, response, info) => {
    if (info) told.set(request, info);
    // A reader who takes nothing more holds what the answer is read from; who waits for an answer does no harm.
    response.on('timeout', (socket) => {
      if (socket.writableLength > 0) socket.destroy();
    });
    return listener(request, response) as Promise<void>;
  };
}

const READ_BEFORE =
  'The application read this body before it came here, and keeps it nowhere: mount this before body parsers, ' +
  'or let the parser leave it in request.body (or rawBody).';

/** With the body that a parser took; null where it is gone. */
function withReadBody(request: Request, incoming: IncomingMessage, read: unknown): Request | null {
  if (!incoming.readableDidRead) return request;
  const body = bodyReadBefore(incoming, read);
  if (body === null) return null;
  const headers = new Headers([...request.headers].filter(([name]) => !FRAMING.has(name)));
  const { method, url, signal } = request;
  return new Request(url, { method, headers, body: Buffer.from(body), signal });
}

/** They tell how the body came, which is undone. */
const FRAMING: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

function endsConnection({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  const length = headers['content-length'];
  return headers.expect !== undefined || length === undefined || Number(length) > MAX_BODY;
}

/**
 * The bytes of a body that a parser before us has read: as it kept them (`rawBody`), else written anew from what it
 * made of them (`body` of Express and its like). Null where neither is left.
 */
function bodyReadBefore(incoming: IncomingMessage, read: unknown): Uint8Array | null {
  const { rawBody, body = read } = incoming as { rawBody?: unknown; body?: unknown };
  if (rawBody instanceof Uint8Array) return rawBody;
  if (body instanceof Uint8Array) return body;
  if (body === undefined) return null;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
