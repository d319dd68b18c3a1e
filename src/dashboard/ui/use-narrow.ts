import { useSyncExternalStore } from 'react';

const NARROW = matchMedia('(width < 40rem)');

const subscribe = (changed: () => void) => {
  NARROW.addEventListener('change', changed);
  return () => NARROW.removeEventListener('change', changed);
};

/** Whether the window is as narrow as a phone's. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => NARROW.matches);
