/** Of somebody's name, two letters at most; a question mark where there is none. */
export const initials = (name: string | null): string =>
  (name ?? '')
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase() || '?';
