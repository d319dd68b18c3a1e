import type { DropReason } from './outcomes.ts';

/** Bytes of one activity, user, fact or signal as JSON, at most. */
export const MAX_ITEM = 32_768;

/** As the server takes it; what holds itself ends here too. */
const MAX_DEPTH = 20;
/** Values and characters that are looked at: a huge value costs no more than a large one. */
const MAX_LOOK = 1_048_576;

export type Fields = Record<string, unknown>;

/** Why something can't be sent. */
export class Unfit extends Error {
  readonly reason: DropReason;
  /** The field at fault; empty where it is the whole. */
  readonly field: string;

  constructor(reason: DropReason, field: string, why: string) {
    super(`${field || 'it'} ${why}`);
    this.reason = reason;
    this.field = field;
  }
}

/**
 * A copy that is JSON as it stands: later changes of the original don't reach it, and writing it can't throw. What JSON
 * would quietly make something else of (NaN, a function, a Map) is told, as the server tells it.
 *
 * @throws Unfit
 */
export function plain(given: unknown): Fields {
  let left = MAX_LOOK;

  function copy(value: unknown, path: string, depth: number): unknown {
    const demand = (held: boolean, why: string) => {
      if (!held) throw new Unfit('invalid', path, `is ${why}`);
    };
    const type = typeof value;
    if (typeof value === 'string') left -= value.length;
    if (--left < 0)
      throw new Unfit('too_large', path.split('.', 2).join('.'), `takes more than ${MAX_ITEM} bytes`);
    if (type === 'number') demand(Number.isFinite(value), `${value}, a number beyond JSON`);
    // An id may be one.
    if (type === 'bigint' && depth === 1 && /^id$|Id$/.test(path)) return String(value);
    demand(!/bigint|function|symbol/.test(type), `a ${type}, which JSON can't carry`);
    if (typeof value !== 'object' || value === null) return value;
    demand(depth <= MAX_DEPTH, `nested deeper than ${MAX_DEPTH} levels, or holds itself`);
    demand(!(value instanceof Date && Number.isNaN(value.getTime())), 'an invalid Date');
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return copy(toJSON.call(value, path), path, depth + 1);
    const at = (name: string) => {
      const inner = path ? `${path}.${name}` : name;
      try {
        return copy((value as Fields)[name], inner, depth + 1);
      } catch (thrown) {
        throw thrown instanceof Unfit
          ? thrown
          : new Unfit('invalid', inner, `can't be read: ${wordsOf(thrown)}`);
      }
    };
    if (Array.isArray(value)) return Array.from(value, (_, i) => at(String(i)));
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    demand(kind === 'Object', `a ${kind}, which JSON can't carry`);
    const made: Fields = {};
    for (const name of Object.keys(value)) {
      demand(name !== '__proto__', 'an object with a key __proto__');
      left -= name.length;
      made[name] = at(name);
    }
    return made;
  }

  const made = copy(given, '', 0);
  if (typeof made === 'object' && made !== null && !Array.isArray(made)) return made as Fields;
  throw new Unfit('invalid', '', 'takes an object');
}

/**
 * Its JSON, and how many bytes that has in UTF-8.
 *
 * @throws Unfit where that is too large, with the field that takes most
 */
export function toJson(item: Fields): { readonly json: string; readonly bytes: number } {
  const json = JSON.stringify(item);
  const bytes = bytesOf(json);
  if (bytes <= MAX_ITEM) return { json, bytes };
  throw new Unfit(
    'too_large',
    largestOf(item),
    `makes it ${bytes} bytes, where ${MAX_ITEM} are taken; send less`,
  );
}

/** The field that takes most, and which in it where that is an object. */
function largestOf(fields: Fields): string {
  const bytes = ([, value]: [string, unknown]) => bytesOf(JSON.stringify(value) ?? '');
  const [name, value] = Object.entries(fields).sort((a, b) => bytes(b) - bytes(a))[0]!;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `${name}.${largestOf(value as Fields)}`
    : name;
}

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text).length;

/** What something that was thrown says. */
export const wordsOf = (thrown: unknown): string => {
  try {
    return String((thrown as Error | null)?.message ?? thrown);
  } catch {
    return 'it threw';
  }
};
