/** Search parameters as plain text, so that an address reads like the API's own parameters. */
export type Raw = Readonly<Record<string, unknown>>;

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Raw): string {
  const entries = Object.entries(search).filter(([, v]) => v !== undefined && v !== null && v !== '');
  const text = new URLSearchParams(entries.map(([name, v]) => [name, String(v)])).toString();
  return text === '' ? '' : `?${text}`;
}

export function text(raw: Raw, name: string, longest = 200): string | undefined {
  const value = raw[name];
  return value === undefined || value === null || value === '' ? undefined : String(value).slice(0, longest);
}

export function oneOf<T extends string>(raw: Raw, name: string, accepted: readonly T[]): T | undefined {
  return accepted.find((value) => value === raw[name]);
}

export function whole(raw: Raw, name: string, least = 1): number | undefined {
  const n = Number(text(raw, name) ?? Number.NaN);
  return Number.isInteger(n) && n >= least ? n : undefined;
}

/** Without the names that have no value, so that the address stays short. */
export function compact<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, v]) => v !== undefined)) as T;
}
