import { useSyncExternalStore } from 'react';

/** A fact about the page that answers of the server change, whoever asked. */
export function createFlag(): { set(value: boolean): void; use(): boolean } {
  let now = false;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    set(value) {
      if (value === now) return;
      now = value;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, () => now),
  };
}
