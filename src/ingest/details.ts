import { readId, Unreadable } from '../contract/index.ts';
import { MAX_DETAILS_BYTES, poisonIn } from './poison.ts';

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
