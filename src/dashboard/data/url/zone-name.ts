import { parseSearch } from './search.ts';

/** Whether this browser knows a zone: to ask it for a time in any other fails. */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** What an address gives as a zone and is none. */
export function unknownZoneIn(search: string): string | undefined {
  const { timezone } = parseSearch(search);
  return timezone && !isZone(timezone) ? timezone : undefined;
}
