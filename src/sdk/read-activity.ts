import type { ActivityInput } from '../contract/index.ts';
import { timeOfUuid } from '../contract/input/uuid.ts';
import { newId } from '../tracking/new-id.ts';
import { type Fields, plain, Unfit, wordsOf } from './to-json.ts';

/**
 * An activity with its id and instant, which stay the same however often it is sent.
 *
 * @throws Unfit
 */
export function readActivity(
  given: unknown,
  beforeSend: ((activity: ActivityInput) => ActivityInput | null) | null | undefined,
): Fields {
  const strange = Object.keys(Object(given)).find((name) => name.startsWith('options.'));
  if (strange) throw new Unfit('invalid', strange, 'is no option of a tracking call here');
  const fields = identified(plain(given));
  if (!beforeSend) return fields;
  let kept: unknown;
  try {
    kept = beforeSend(fields as unknown as ActivityInput);
  } catch (thrown) {
    throw new Unfit('before_send', '', `was dropped: beforeSend threw: ${wordsOf(thrown)}`);
  }
  if (kept === null || kept === undefined)
    throw new Unfit('before_send', '', `was dropped: beforeSend answered ${kept}`);
  return identified(plain(kept));
}

/**
 * An id of the caller's keeps its own time, so that what they send twice stays one. One that has none needs `createdAt`,
 * which is the server's to ask for.
 */
function identified(fields: Fields): Fields {
  fields.eventId ??= newId(Date.now());
  const at = timeOfUuid(String(fields.eventId));
  // None, or NaN of what is no UUID.
  if (at) fields.createdAt ??= at;
  return fields;
}
