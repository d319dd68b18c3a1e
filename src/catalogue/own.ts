/**
 * What an object holds under a name of its own. Names come from callers, and `record[name]` would find what every
 * object inherits under `__proto__`, `constructor` or `toString`.
 */
export function own<T>(record: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
