import { InexactNumber, inexact, poisonInText, readId, Unreadable } from '../contract/index.ts';

/** Why details are no details, and whether they hold what nothing could store. */
export class BadDetails extends Unreadable {
  readonly poison: boolean;

  constructor(why: string, poison: boolean) {
    super(why);
    this.poison = poison;
  }
}

/**
 * Reads details into the JSON that is stored; null where there are none.
 *
 * @param persons names of the details that name a person, which are read as ids are
 */
export function readDetails(given: unknown, persons: readonly string[]): string | null | BadDetails {
  if (given === null || given === undefined) return null;
  if (typeof given !== 'object' || Array.isArray(given))
    return new BadDetails(
      `details is ${Array.isArray(given) ? 'a list' : `a ${typeof given}`}; takes an object`,
      false,
    );
  let own = false;
  let poison = poisonIn(given, () => {
    own = true;
  });
  if (poison) return new BadDetails(poison, true);
  let json = JSON.stringify(given) ?? null;
  if (json !== null && Buffer.byteLength(json) > MAX_DETAILS_BYTES)
    return new BadDetails(`details are larger than ${MAX_DETAILS_BYTES} bytes`, true);
  if (own) {
    const made: unknown = json === null ? null : JSON.parse(json);
    poison = poisonIn(made);
    if (poison) return new BadDetails(poison, true);
    if (typeof made !== 'object' || made === null || Array.isArray(made))
      return new BadDetails('details makes no object of itself in JSON; takes an object', false);
  }
  if (json === null || persons.length === 0) return json;
  const ids = personIds(json, persons);
  if (ids instanceof BadDetails) return ids;
  if (ids) json = JSON.stringify({ ...JSON.parse(json), ...ids });
  return json;
}

/** The ids that stand as something else than their text. */
function personIds(json: string, persons: readonly string[]): Record<string, string> | BadDetails | null {
  if (!persons.some((name) => json.includes(JSON.stringify(name)))) return null;
  const details = JSON.parse(json) as Record<string, unknown>;
  let ids: Record<string, string> | null = null as Record<string, string> | null;
  for (const name of persons) {
    const given = Object.hasOwn(details, name) ? details[name] : null;
    const id = readId(given);
    if (id instanceof Unreadable) return new BadDetails(`details.${name} ${id.why}`, false);
    if (id !== null && id !== given) ids = { ...ids, [name]: id };
  }
  return ids;
}

/** Limits of an activity's details; beyond them it is a dead letter, never cut. */
const MAX_DETAILS_BYTES = 32_768;
const MAX_DEPTH = 20;
const TOO_LARGE = `details are larger than ${MAX_DETAILS_BYTES} bytes`;

/**
 * Why details can't be logged as they came, naming the place; null where they can. Looks at no more than details
 * of the allowed size can hold, so that a huge value costs no more than a large one.
 *
 * @param onToJson told of an object that says itself what it is in JSON: to be looked at once it has
 */
function poisonIn(details: unknown, onToJson: () => void = () => {}): string | null {
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
        return `${path} is a ${typeof value}, which JSON can't carry`;
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
    if (kind !== 'Object') return `${path} is a ${kind}, which JSON can't carry`;
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
