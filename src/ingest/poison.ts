/** Limits of an activity's details; beyond them it is a dead letter, never cut. */
export const MAX_DETAILS_BYTES = 32_768;
const MAX_DEPTH = 20;

/** Why PostgreSQL or JSON could not carry a text: U+0000 or half of a surrogate pair. Null where it can. */
export function poisonInText(text: string): string | null {
  if (text.includes('\u0000')) return 'holds U+0000, which PostgreSQL can not store';
  return text.isWellFormed() ? null : 'holds a lone surrogate, which is no valid Unicode';
}

/** Why a value can not be logged as it came; null where it can. */
export function poisonIn(value: unknown, depth = 0): string | null {
  switch (typeof value) {
    case 'string':
      return poisonInText(value);
    case 'number':
      return Number.isFinite(value) ? null : 'holds a number beyond JSON (NaN or Infinity)';
    case 'boolean':
    case 'undefined':
      return null;
    case 'object':
      break;
    default:
      return `holds a ${typeof value}, which JSON can not carry`;
  }
  if (value === null || value instanceof Date) return null;
  if (depth >= MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = poisonIn(item, depth + 1);
      if (found) return found;
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return 'holds a key __proto__';
    const found = poisonInText(key) ?? poisonIn((value as Record<string, unknown>)[key], depth + 1);
    if (found) return found;
  }
  return null;
}
