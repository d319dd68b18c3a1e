import type { LiveActivities, LiveEnd } from '../../../contract/families/live/index.ts';
import { addressOf } from '../../data/address.ts';
import { setSignedOut } from '../../data/session.ts';

export type LiveRow = LiveActivities['activities'][number];

/** `away`: nobody has touched the page for a while, so that it doesn't keep a session alive. */
export type LiveStatus = 'connecting' | 'live' | 'paused' | 'away' | 'lost';

export interface LiveState {
  readonly status: LiveStatus;
  /** Newest first. */
  readonly rows: readonly LiveRow[];
  readonly lastMinute: number;
  /** Moves when the numbers may lack something: activity came in, or a stream that was cut is open again. */
  readonly news: number;
}

/** Rows that are remembered. */
const KEPT = 200;
const AWAY_MS = 10 * 60_000;
const HIDDEN_MS = 60_000;
const BETWEEN_VIEWS_MS = 5_000;
const PAUSED_KEY = 'joip-analytics.live-paused';

let state: LiveState = { status: 'connecting', rows: [], lastMinute: 0, news: 0 };
let source: EventSource | null = null;
let leaving: ReturnType<typeof setTimeout> | undefined;
let forgetting: ReturnType<typeof setTimeout> | undefined;
let ending: ReturnType<typeof setTimeout> | undefined;
let following = false;
/** A stream was open before: a new one tells of the last two minutes alone. */
let wasOpen = false;
const listeners = new Set<() => void>();

function set(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const tell of listeners) tell();
}

/** The first listener opens the stream; it is closed a while after the last: one view hands it on to the next. */
export function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  if (!following) {
    following = true;
    document.addEventListener('visibilitychange', onVisibility);
    for (const input of INPUTS) document.addEventListener(input, onInput, { passive: true });
    if (sessionStorage.getItem(PAUSED_KEY)) set({ status: 'paused' });
    else connect();
  }
  return () => {
    listeners.delete(tell);
    clearTimeout(ending);
    ending = setTimeout(endUnlessHeard, BETWEEN_VIEWS_MS);
  };
}

function endUnlessHeard(): void {
  if (listeners.size > 0) return;
  following = false;
  document.removeEventListener('visibilitychange', onVisibility);
  for (const input of INPUTS) document.removeEventListener(input, onInput);
  disconnect();
}

export const snapshot = (): LiveState => state;

export function setPaused(paused: boolean): void {
  if (paused) {
    sessionStorage.setItem(PAUSED_KEY, '1');
    disconnect();
    set({ status: 'paused' });
  } else {
    sessionStorage.removeItem(PAUSED_KEY);
    connect();
  }
}

function connect(): void {
  disconnect();
  set({ status: 'connecting' });
  stayAwake();
  source = new EventSource(addressOf('live', {}));
  source.addEventListener('open', () => {
    set({ status: 'live', news: state.news + (wasOpen ? 1 : 0) });
    wasOpen = true;
  });
  source.addEventListener('error', () => set({ status: 'lost' }));
  source.addEventListener('activities', (event) => take(JSON.parse(event.data) as LiveActivities));
  source.addEventListener('end', (event) => {
    const { reason } = JSON.parse(event.data) as LiveEnd;
    // The browser comes back by itself; to somebody who is signed out it need not.
    if (reason === 'signed-out') {
      disconnect();
      setSignedOut(true);
    }
    if (reason !== 'renew') set({ status: 'lost' });
  });
}

function disconnect(): void {
  source?.close();
  source = null;
  clearTimeout(leaving);
  clearTimeout(forgetting);
}

function take({ activities, more, lastMinute }: LiveActivities): void {
  const known = new Set(state.rows.map(({ eventId }) => eventId));
  const fresh = activities.filter(({ eventId }) => !known.has(eventId));
  if (fresh.length === 0 && more === 0) return;
  set({
    rows: [...fresh, ...state.rows].slice(0, KEPT),
    news: state.news + 1,
    lastMinute,
  });
  clearTimeout(forgetting);
  forgetting = setTimeout(() => set({ lastMinute: 0 }), 60_000);
}

const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

function onInput(): void {
  if (state.status === 'away') connect();
  else if (source) stayAwake();
}

function stayAwake(): void {
  clearTimeout(leaving);
  leaving = setTimeout(() => leave('away'), AWAY_MS);
}

function leave(status: LiveStatus): void {
  disconnect();
  set({ status });
}

function onVisibility(): void {
  if (state.status === 'paused') return;
  if (document.hidden) {
    clearTimeout(leaving);
    leaving = setTimeout(() => leave('away'), HIDDEN_MS);
  } else if (source) stayAwake();
  else connect();
}
