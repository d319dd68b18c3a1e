import type { LiveStatus } from './store.ts';

/** What the operator is told: a stream that is open, with numbers that lack what it brought, is behind. */
export type Standing = LiveStatus | 'behind';

export const standing = (status: LiveStatus, behind: boolean): Standing =>
  status === 'live' && behind ? 'behind' : status;

/** A standing in a word, as a dot, and in a sentence. */
export const STATUS: Readonly<Record<Standing, { word: string; dot: string; meaning: string }>> = {
  connecting: { word: 'Connecting', dot: 'bg-line-strong', meaning: 'Connecting to the server.' },
  live: {
    word: 'Live',
    dot: 'bg-good motion-safe:animate-pulse',
    meaning: 'Numbers are renewed every 30 to 60 seconds while activity comes in.',
  },
  behind: {
    word: 'Behind',
    dot: 'bg-signal',
    meaning: 'New activity came in more than a minute ago; the numbers don’t have it yet.',
  },
  paused: { word: 'Paused', dot: 'border border-ink-3', meaning: 'Paused: numbers stay as they are.' },
  away: {
    word: 'Waiting',
    dot: 'border border-ink-3',
    meaning: 'Nobody was here for a while: it continues with the next key or click.',
  },
  lost: {
    word: 'Offline',
    dot: 'bg-bad',
    meaning: 'The server doesn’t answer; the browser tries again by itself.',
  },
};
