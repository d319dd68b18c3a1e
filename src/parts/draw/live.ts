import { MOUNT } from '../place.ts';

/** Where no stream is to be had, as for a viewer: milliseconds between two looks. */
const WITHOUT_STREAM = 60_000;
/** So long without a key or a pointer nobody is there, whose session would be kept alive. */
const AWAY = 10 * 60_000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

const listeners = new Set<() => void>();
let source: EventSource | null = null;
let looking: ReturnType<typeof setInterval> | undefined;
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
  if (document.hidden) {
    close();
    return;
  }
  clearTimeout(leaving);
  leaving = setTimeout(close, AWAY);
  if (!source && !looking) open();
}

function open(): void {
  source = new EventSource(new URL('api/admin/live', MOUNT));
  // What came in while it was cut.
  source.addEventListener('open', tellAll);
  source.addEventListener('activities', tellAll);
  source.addEventListener('error', () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    source = null;
    looking = setInterval(tellAll, WITHOUT_STREAM);
  });
}

function close(): void {
  source?.close();
  source = null;
  clearInterval(looking);
  looking = undefined;
  clearTimeout(leaving);
}

function tellAll(): void {
  for (const tell of listeners) tell();
}
