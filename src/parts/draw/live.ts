import { ApiError } from '../../client/index.ts';
import { headersOfHost, request } from './ask.ts';

/** Where no stream is to be had, as for a viewer: milliseconds between two looks. */
const WITHOUT_STREAM = 60_000;
/** Between the end of a stream and the next. */
const AGAIN = 3_000;
/** So long without a key or a pointer nobody is there, whose session would be kept alive. */
const AWAY = 10 * 60_000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

const listeners = new Set<() => void>();
let stream: AbortController | null = null;
let openedAs: ReturnType<typeof headersOfHost>;
let leaving: ReturnType<typeof setTimeout> | undefined;

/**
 * Tells of activity that came in: one stream for all parts of a page, while somebody looks at it.
 *
 * @returns what ends it
 */
export function listen(tell: () => void): () => void {
  if (listeners.size === 0) {
    document.addEventListener('visibilitychange', follow);
    for (const input of INPUTS) document.addEventListener(input, follow, { passive: true });
  }
  listeners.add(tell);
  follow();
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', follow);
    for (const input of INPUTS) document.removeEventListener(input, follow);
    close();
  };
}

function follow(): void {
  if (document.hidden || headersOfHost() !== openedAs) close();
  if (document.hidden) return;
  clearTimeout(leaving);
  leaving = setTimeout(close, AWAY);
  if (stream) return;
  stream = new AbortController();
  openedAs = headersOfHost();
  void read(stream.signal);
}

function close(): void {
  stream?.abort();
  stream = null;
  clearTimeout(leaving);
}

function tellAll(): void {
  for (const tell of listeners) tell();
}

/** As `EventSource` does, which can't send what tells the host who asks. Whoever is let in no more finds out by asking. */
async function read(signal: AbortSignal): Promise<void> {
  let refused = false;
  while (!signal.aborted) {
    let next = AGAIN;
    try {
      if (!refused) await hear(await request('live', { signal }, 'text/event-stream'));
    } catch (error) {
      if (error instanceof ApiError) {
        refused = error.status === 401 || error.status === 403;
        // As after 503 of a server that closes.
        next = Math.max(AGAIN, (error.retryAfter ?? 0) * 1_000);
      }
    }
    if (refused && !signal.aborted) tellAll();
    await pause(refused ? WITHOUT_STREAM : next, signal);
  }
}

async function hear({ body }: Response): Promise<void> {
  // What came in while it was cut.
  tellAll();
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop()!;
    if (lines.includes('event: activities')) tellAll();
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
