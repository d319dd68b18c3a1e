import type { Options } from './options.ts';
import type { Told } from './outcomes.ts';
import { wordsOf } from './to-json.ts';

/** What came of one request. */
export type Verdict =
  /** One for each, in order. */
  | { readonly told: readonly Told[] }
  /** Nothing is claimed: again after a while, or as many milliseconds as the server asks for. */
  | { readonly retry: string; readonly after: number | null }
  /** More than the server takes at once. */
  | { readonly tooLarge: true }
  /** Sent again it would be refused again. */
  | { readonly rejected: string };

/**
 * Sends one batch. Never rejects.
 *
 * @param cancels holds what ends it at once, while it is under way
 */
export async function send(
  { url, key, timeout, fetch: own }: Pick<Options, 'url' | 'key' | 'timeout' | 'fetch'>,
  path: string,
  body: string,
  count: number,
  cancels: Set<() => void>,
): Promise<Verdict> {
  // Called as a method of something else, some platforms refuse it.
  const fetch = own ?? globalThis.fetch;
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined;
  let cancel = () => {};
  const tooLong = new Promise<never>((_, reject) => {
    cancel = () => {
      reject(new Error(`no answer within ${timeout} ms`));
      controller?.abort();
    };
  });
  const timer = setTimeout(cancel, timeout);
  cancels.add(cancel);
  const asked = async (): Promise<Verdict> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      // Followed, a POST could become a GET, and the key be sent elsewhere.
      redirect: 'manual',
      ...(controller ? { signal: controller.signal } : {}),
    });
    return judge(response, await response.text(), count);
  };
  try {
    return await Promise.race([asked(), tooLong]);
  } catch (thrown) {
    return { retry: wordsOf(thrown), after: null };
  } finally {
    clearTimeout(timer);
    cancels.delete(cancel);
  }
}

function judge({ status, headers }: Response, text: string, count: number): Verdict {
  const answer = parse(text) as { results?: readonly Told[]; detail?: string } | null;
  if (status === 413) return { tooLarge: true };
  if (status === 408 || status === 429 || status >= 500)
    return { retry: `answered ${status}`, after: retryAfter(headers) };
  if (status >= 200 && status < 300) {
    if (Array.isArray(answer?.results) && answer.results.length === count) return { told: answer.results };
    // Something else answered in its place, such as a page to sign in to a network.
    return { retry: `answered ${status} without an outcome for each`, after: null };
  }
  const hint = status < 400 ? 'a redirect; set url to where the server is' : (answer?.detail ?? '');
  return { rejected: `answered ${status}${hint && `: ${hint}`}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Milliseconds, of seconds (the first, where several proxies told some) or of a date by the clock of whoever sent it. */
function retryAfter(headers: Headers): number | null {
  const told = headers.get('retry-after') ?? '';
  const seconds = /^(\d+)(,|$)/.exec(told)?.[1];
  if (seconds) return Number(seconds) * 1_000;
  const sent = Date.parse(headers.get('date') ?? '');
  const wait = Date.parse(told) - (Number.isNaN(sent) ? Date.now() : sent);
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
