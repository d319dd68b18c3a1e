import type { MediaEndpoint } from '../contract/call.ts';
import { createRequest } from './call.ts';
import type { CallArgs, CallerOptions } from './request.ts';

export type Download = <E extends MediaEndpoint>(endpoint: E, ...args: CallArgs<E>) => Promise<Response>;

/**
 * A function that calls endpoints which answer files: the response unread, so that it can be saved while it
 * comes (`body`), or read at once (`text()`).
 *
 * @throws ApiError (through the promise) where the server refuses, UnreachableError where none answers.
 * @example
 * const download = createDownloader({ baseUrl, headers: { authorization: `Bearer ${key}` } });
 * const page = await (await download('apiDocs')).text();
 */
export function createDownloader(options: CallerOptions): Download {
  const request = createRequest(options);
  return (endpoint, ...[input]) => request(endpoint, input as never, '*/*');
}
