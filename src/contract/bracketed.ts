/**
 * Parameters with a name of the caller's in brackets. A query holds those of a kind in one field: `details` has
 * `filter[details.NAME]`, and `people` has `people[NAME]`.
 */
export const BRACKETED = { details: 'filter[details.', people: 'people[' } as const;
export type BracketedField = keyof typeof BRACKETED;

/** @example bracketed('details', 'title') // 'filter[details.title]' */
export const bracketed = (field: BracketedField, name: string): string => `${BRACKETED[field]}${name}]`;

export const isBracketed = (field: string): field is BracketedField => Object.hasOwn(BRACKETED, field);

/** What a parameter's name says; null for one without brackets. */
export function readBracketed(given: string): { field: BracketedField; name: string } | null {
  for (const [field, before] of Object.entries(BRACKETED)) {
    const name = given.slice(before.length, -1);
    if (given.startsWith(before) && given.endsWith(']') && /^[^\]]{1,100}$/.test(name))
      return { field: field as BracketedField, name };
  }
  return null;
}
