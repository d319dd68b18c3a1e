import { InexactNumber, inexact, poisonInText } from '../contract/index.ts';

/** Limits of an activity's details; beyond them it is a dead letter, never cut. */
export const MAX_DETAILS_BYTES = 32_768;
const MAX_DEPTH = 20;
const TOO_LARGE = `details are larger than ${MAX_DETAILS_BYTES} bytes`;

/**
 * Why details can not be logged as they came, naming the place; null where they can. Looks at no more than details
 * of the allowed size can hold, so that a huge value costs no more than a large one.
 *
 * @param onToJson told of an object that says itself what it is in JSON: to be looked at once it has
 */
export function poisonIn(details: unknown, onToJson: () => void = () => {}): string | null {
  let left = MAX_DETAILS_BYTES;

  function look(value: unknown, path: string, depth: number): string | null {
    if (--left < 0) return TOO_LARGE;
    switch (typeof value) {
      case 'string': {
        left -= value.length;
        if (left < 0) return TOO_LARGE;
        const poison = poisonInText(value);
        return poison && `${path} ${poison}`;
      }
      case 'number':
        if (!Number.isFinite(value)) return `${path} is ${value}, a number beyond JSON`;
        if (Number.isInteger(value) && !Number.isSafeInteger(value))
          return `${path} ${inexact(String(value))}`;
        return null;
      case 'boolean':
      case 'undefined':
        return null;
      case 'object':
        break;
      default:
        return `${path} is a ${typeof value}, which JSON can not carry`;
    }
    if (value === null || value instanceof Date) return null;
    if (value instanceof InexactNumber) return `${path} ${inexact(value.literal)}`;
    if (depth >= MAX_DEPTH) return `${path} is nested deeper than ${MAX_DEPTH} levels`;
    if (Array.isArray(value)) {
      if (value.length > left) return TOO_LARGE;
      for (let i = 0; i < value.length; i++) {
        const found = look(value[i], `${path}.${i}`, depth + 1);
        if (found) return found;
      }
      return null;
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      onToJson();
      return null;
    }
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== 'Object') return `${path} is a ${kind}, which JSON can not carry`;
    for (const key of Object.keys(value)) {
      if (key === '__proto__') return `${path} holds a key __proto__`;
      left -= key.length;
      const poison = poisonInText(key);
      if (poison) return `a name in ${path} ${poison}`;
      const found = look((value as Record<string, unknown>)[key], `${path}.${key}`, depth + 1);
      if (found) return found;
    }
    return null;
  }

  return look(details, 'details', 0);
}
