import type { LiveStatus } from './store.ts';

/** A status in a word and as a dot. */
export const STATUS: Readonly<Record<LiveStatus, { word: string; dot: string }>> = {
  connecting: { word: 'Connecting', dot: 'bg-line-strong' },
  live: { word: 'Live', dot: 'bg-good motion-safe:animate-pulse' },
  paused: { word: 'Paused', dot: 'border border-ink-3' },
  away: { word: 'Waiting', dot: 'border border-ink-3' },
  lost: { word: 'No connection', dot: 'bg-bad' },
};
