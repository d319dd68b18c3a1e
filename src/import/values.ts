import { undefuse } from '../contract/defuse.ts';
import { InexactNumber, inexact, isExact, parseJson, readId, Unreadable } from '../contract/index.ts';
import { type RefusalReason, Refused } from './errors.ts';
import type { Row } from './rows/records.ts';

export type RowContent = Exclude<Row['content'], Refused>;
export type Read = (content: RowContent) => unknown;

/** A CSV column by position. */
export const byPosition =
  (index: number): Read =>
  (content) =>
    (content as readonly string[])[index];

/** A key of an object; where it has none of that name, a dotted path into it. */
export function byKey(name: string): Read {
  const path = name.split('.');
  return (content) => {
    if (Object.hasOwn(content, name)) return (content as Record<string, unknown>)[name];
    let value: unknown = path.length > 1 ? content : undefined;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  };
}

/**
 * What programs write in CSV where a value is missing. `word` holds for every column; `value` as well for
 * those that are no free text, where `None` can be nobody's own word.
 */
export const NULLS = {
  word: ['\\N', 'NULL', 'null'],
  value: ['\\N', 'NULL', 'null', 'None', 'NaN', 'nan', '<null>', '(null)', '#N/A', 'NaT'],
} as const;

interface Strip {
  readonly trim?: boolean | undefined;
  readonly unguard?: boolean | undefined;
  readonly nulls?: readonly string[] | undefined;
}

/** Strips what the mapping says to strip; an empty text and a null literal become null. */
export function cleaned(read: Read, { trim = false, unguard = false, nulls = [] }: Strip): Read {
  const missing = new Set<unknown>(['', ...nulls]);
  return (content) => {
    let value = read(content);
    if (typeof value !== 'string') return value ?? null;
    if (unguard) value = undefuse(value);
    if (trim) value = (value as string).trim();
    return missing.has(value) ? null : value;
  };
}

/** The first of several columns that holds anything; null where the file has none of them. */
export const firstOf = (reads: readonly Read[]): Read =>
  reads.length === 1
    ? reads[0]!
    : (content) => {
        for (const read of reads) {
          const value = read(content);
          if (value !== null) return value;
        }
        return null;
      };

/** A text for a text column: numbers and booleans as they read, null for nothing. */
export function textOf(value: unknown, field: string): string | null | Refused {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof InexactNumber)
    return new Refused('invalid_value', `${field} ${inexact(value.literal)}`);
  return new Refused('invalid_value', `${field} is an object where a text is expected`);
}

/** An id, read as everywhere. What stands for a missing one is `missing` where the row is nothing without it. */
export function idOf(value: unknown, field: string, missing: RefusalReason): string | null | Refused {
  const id = readId(value);
  if (!(id instanceof Unreadable)) return id;
  return new Refused(id.missing ? missing : 'invalid_value', `${field} ${id.why}`);
}

/**
 * A text that holds nothing but itself: a slice would keep its whole row in memory for as long as the
 * writer remembers the user.
 */
export const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString());

export type DetailType = 'text' | 'number' | 'boolean' | 'list' | 'json';

const BOOLEANS = new Map<string, boolean>([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Readers of a detail's value, by type; null never reaches them. */
export const details: Record<DetailType, (value: unknown, name: string, separator: string) => unknown> = {
  text: (value, name) => textOf(value, `details.${name}`),
  number: (value, name) => {
    const literal =
      value instanceof InexactNumber
        ? value.literal
        : typeof value === 'string'
          ? value.trim()
          : String(value);
    if (typeof value === 'boolean' || !DECIMAL.test(literal)) return not(value, name, 'a number');
    if (!isExact(literal)) return new Refused('invalid_value', `details.${name} ${inexact(literal)}`);
    return Number(literal);
  },
  boolean: (value, name) =>
    typeof value === 'boolean'
      ? value
      : (BOOLEANS.get(String(value).toLowerCase()) ?? not(value, name, 'true or false')),
  list: (value, name, separator) => {
    if (Array.isArray(value)) return value;
    if (typeof value !== 'string') return not(value, name, 'a list');
    return value
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  },
  json: (value, name) => {
    if (typeof value !== 'string') return value;
    try {
      return parseJson(value);
    } catch {
      return not(value, name, 'JSON');
    }
  },
};

const not = (value: unknown, name: string, kind: string) =>
  new Refused('invalid_value', `details.${name}: ${JSON.stringify(value)?.slice(0, 100)} isn't ${kind}`);
