import { useSyncExternalStore } from 'react';

export interface Value<T> {
  get(): T;
  set(value: T): void;
  /** The same in a component, which is drawn again once it changes. */
  use(): T;
}

/** Something about the page that answers of the server change, whoever asked. */
export function createValue<T>(first: T): Value<T> {
  let now = first;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const get = () => now;
  return {
    get,
    set(value) {
      if (value === now) return;
      now = value;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
