/** What of a text PostgreSQL can store, of so many characters at most: neither NUL nor half a surrogate pair. */
export const storable = (text: string, most: number): string =>
  text.slice(0, most).replaceAll('\u0000', '\uFFFD').toWellFormed();
