import * as texts from '#texts/live.ts';
import type { LiveStatus } from './store.ts';

/** What the operator is told: a stream that is open, with numbers that lack what it brought, is behind. */
export type Standing = LiveStatus | 'behind';

export const standing = (status: LiveStatus, behind: boolean): Standing =>
  status === 'live' && behind ? 'behind' : status;

/** A standing in a word, as a dot, and in a sentence. */
export const STATUS: Readonly<Record<Standing, { word: string; dot: string; meaning: string }>> = {
  connecting: { word: texts.connecting, dot: 'bg-line-strong', meaning: texts.connectingMeans },
  live: {
    word: texts.live,
    dot: 'bg-good motion-safe:animate-pulse',
    meaning: texts.liveMeans,
  },
  behind: {
    word: texts.behind,
    dot: 'bg-signal',
    meaning: texts.behindMeans,
  },
  paused: { word: texts.paused, dot: 'border border-ink-3', meaning: texts.pausedMeans },
  away: {
    word: texts.waiting,
    dot: 'border border-ink-3',
    meaning: texts.nobodyHere,
  },
  lost: {
    word: texts.offline,
    dot: 'bg-bad',
    meaning: texts.offlineMeans,
  },
};
