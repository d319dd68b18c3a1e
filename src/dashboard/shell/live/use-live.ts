import { useSyncExternalStore } from 'react';
import { type LiveState, snapshot, subscribe } from './store.ts';

/** What comes in, while whoever asks is on the page. */
export const useLive = (): LiveState => useSyncExternalStore(subscribe, snapshot);
