import type { Route } from '../contract/index.ts';
import type { Answer } from './cache.ts';
import type { Reply, Streamed } from './handler.ts';
import { type Headers, respond, respondJson, respondText } from './respond.ts';

const cacheControl = (route: Route): Headers => ({
  'cache-control': route.data === 'aggregate' ? 'private, no-cache' : 'no-store',
});

/** A handler's reply with the headers of its route. `onEnd` is told once a stream ended, however it did. */
export function send(route: Route, reply: Reply, onEnd?: (status: number, rows: number) => void): Response {
  const response = sendReply(route, reply, onEnd);
  for (const cookie of reply.cookies ?? []) response.headers.append('set-cookie', cookie);
  return response;
}

function sendReply(route: Route, reply: Reply, onEnd?: (status: number, rows: number) => void): Response {
  const headers = { ...cacheControl(route), ...reply.headers };
  const { text, stream, body } = reply;
  if (stream)
    return respond(reply.status ?? 200, watched(stream, onEnd), { ...headers, 'content-type': stream.type });
  if (text) return respond(reply.status ?? 200, text.text, { ...headers, 'content-type': text.type });
  if (body === undefined) return respond(reply.status ?? 204, null, headers);
  return respondJson(reply.status ?? 200, body, headers);
}

/**
 * A kept report. Hono's etag is a hash of the body alone: it can't tell which of two answers is the newer.
 * 304 where the caller has the same one. Personal data carry no tag.
 */
export function sendKept(route: Route, kept: Answer, request: Request): Response {
  const headers = cacheControl(route);
  if (route.data !== 'aggregate') return respondText(200, kept.text, headers);
  const tagged = { ...headers, etag: kept.etag, vary: 'authorization, cookie' };
  return matches(request.headers.get('if-none-match'), kept.etag)
    ? respond(304, null, tagged)
    : respondText(200, kept.text, tagged);
}

/** Status of a download that its reader left (as some servers log it). */
const LEFT = 499;

function watched(
  { body, rows, endless }: Streamed,
  onEnd: (status: number, rows: number) => void = () => {},
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  // The first end counts: what a reader left closes by itself later.
  const end = (status: number) => {
    if (!ended) onEnd(status, rows());
    ended = true;
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        end(200);
        controller.close();
      } catch (error) {
        end(500);
        controller.error(error);
      }
    },
    async cancel(reason) {
      end(endless ? 200 : LEFT);
      await reader.cancel(reason);
    },
  });
}

const matches = (header: string | null, etag: string) =>
  header?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2)) ?? false;
