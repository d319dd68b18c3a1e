/** The key of a part that has none of the values: no catalogue's key is spelt so. */
export const NONE = '(none)';
