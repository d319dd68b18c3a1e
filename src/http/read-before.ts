import type { IncomingMessage } from 'node:http';

/**
 * The bytes of a body that a parser before us has read: as it kept them (`rawBody`), else written anew from what it
 * made of them (`body` of Express and its like). Null where neither is left.
 */
export function bodyReadBefore(incoming: IncomingMessage): Uint8Array | null {
  const { rawBody, body } = incoming as { rawBody?: unknown; body?: unknown };
  if (rawBody instanceof Uint8Array) return rawBody;
  if (body instanceof Uint8Array) return body;
  if (body === undefined) return null;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
