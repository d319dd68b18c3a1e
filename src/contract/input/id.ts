import { InexactNumber, inexact } from './number.ts';
import { poisonInText } from './text.ts';
import { Unreadable } from './unreadable.ts';

/** Characters of an id at most. */
export const MAX_ID = 200;

/** As callers have ids: a safe integer (or, in process, a bigint) is its text. */
export type Id = string | number | bigint;

/**
 * Reads an id of a user, a session, a visit, a fact: the one rule for every way in. Null where it is absent
 * (null, undefined); otherwise the text that stands for it everywhere, or why it is none.
 *
 * @example
 * readId(17); // '17'
 * readId('undefined'); // Unreadable: is "undefined", which stands for a value that was missing; …
 */
export function readId(value: unknown): string | null | Unreadable {
  if (typeof value === 'string') return readText(value);
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return readText(String(value));
  if (value instanceof InexactNumber) return new Unreadable(inexact(value.literal));
  if (typeof value !== 'number') return new Unreadable(`is ${kindOf(value)}; takes a text or a whole number`);
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return placeholder(String(value));
  return new Unreadable(
    Number.isInteger(value) ? inexact(String(value)) : `is ${value}; takes a text or a whole number`,
  );
}

/** What other programs write where a value was missing. */
const PLACEHOLDER = /^(?:undefined|null|nan|-?infinity|\[object [^\]]*\])$/i;
/** No address can name these: they are taken out of a path before it is sent. */
const DOTS = new Set(['.', '..']);

function readText(text: string): string | Unreadable {
  if (text.length > MAX_ID) return new Unreadable(`is longer than ${MAX_ID} characters`);
  const bare = text.trim();
  if (bare === '')
    return new Unreadable('is empty; send the id, or leave the field out where there is none', true);
  if (bare.length <= 30 && PLACEHOLDER.test(bare)) return placeholder(text);
  if (DOTS.has(bare)) return new Unreadable(`is "${text}", which no address can name; send another id`);
  const poison = poisonInText(text);
  return poison === null ? text : new Unreadable(poison);
}

const placeholder = (text: string) =>
  new Unreadable(`is "${text}", which stands for a value that was missing; send the id itself`, true);

const kindOf = (value: unknown) =>
  Array.isArray(value)
    ? 'a list'
    : typeof value === 'boolean'
      ? String(value)
      : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
