import { useSyncExternalStore } from 'react';

/** Whether an answer has told that nobody is signed in any more. */
let signedOut = false;
const listeners = new Set<() => void>();

export function setSignedOut(value: boolean): void {
  signedOut = value;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useSignedOut = (): boolean => useSyncExternalStore(subscribe, () => signedOut);
