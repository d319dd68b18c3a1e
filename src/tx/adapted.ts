import type { HostTransaction } from '../ingest/host.ts';

const known = new WeakMap<object, HostTransaction>();

/** Whether it is an object or function that has these methods. */
export const has = (given: unknown, ...methods: string[]): boolean =>
  ((typeof given === 'object' && given !== null) || typeof given === 'function') &&
  methods.every((name) => typeof (given as Record<string, unknown>)[name] === 'function');

/**
 * One and the same for each transaction of a driver, so that calls that share its connection take turns. What is no
 * open transaction answers every statement with the reason, and so the activity is refused; nothing is thrown here.
 *
 * @param takes what is accepted, as a message says it
 */
export function adapted<T extends object>(
  given: T,
  isOpen: boolean,
  takes: string,
  make: () => HostTransaction,
): HostTransaction {
  if (!isOpen) return { query: () => Promise.reject(new TypeError(takes)) };
  const made = known.get(given) ?? make();
  known.set(given, made);
  return made;
}
