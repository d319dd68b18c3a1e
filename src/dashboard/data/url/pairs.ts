/** Names with values: `theme` → `JOI`. */
export type Pairs = Readonly<Record<string, string>>;

/**
 * Pairs as one parameter of an address.
 *
 * @example pairsText({ theme: 'JOI', 'details.title': 'a;b' }) // 'theme:JOI;details.title:a%3Bb'
 */
export const pairsText = (pairs: Pairs): string =>
  Object.entries(pairs)
    .map((pair) => pair.map(encodeURIComponent).join(':'))
    .join(';');

/** What `pairsText` wrote; what isn't of its form is left out. */
export function pairsOf(written: string | undefined): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const pair of (written ?? '').split(';')) {
    const [name, value, ...more] = pair.split(':').map(decoded);
    if (name && value && more.length === 0) pairs[name] = value;
  }
  return pairs;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
