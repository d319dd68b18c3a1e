import { type ActionDef, type CatalogueInput, type DetailKind, own } from '../../catalogue/index.ts';
import { BEACON_AGE, BEACON_DETAIL, BEACON_SKEW, PAGE_VIEW } from '../../contract/families/beacon/limits.ts';
import {
  type ActivityInput,
  type BeaconOutcome,
  type BrowserActivity,
  isExact,
  timeOfUuid,
} from '../../contract/index.ts';

type Refused = Extract<BeaconOutcome, { outcome: 'refused' }>;

const refused = (reason: Refused['reason'], message: string): Refused => ({
  outcome: 'refused',
  reason,
  message,
});

/** Why something can't have been at this moment; null where it can. */
export function judgeMoment(at: number, now: number): Refused | null {
  if (at > now + BEACON_SKEW)
    return refused('clock_skew', 'it is more than a minute in the future; set the clock by the answer');
  if (at < now - BEACON_AGE) return refused('too_old', 'it is more than a day ago, too old to be counted');
  return null;
}

/**
 * Checks what browsers send: an action has to be open to them, which none but the page view is unless the host says
 * so, and carries the details that the catalogue declares alone. A refusal is a value, so that it hinders no other.
 *
 * @param opened actions that the host opens to browsers, beside the page view
 */
export function createJudge(c: CatalogueInput, opened: readonly string[]) {
  const open = new Set([PAGE_VIEW, ...opened]);

  return function judge(
    { eventId, action, details }: BrowserActivity,
    now: number,
  ): Omit<ActivityInput, 'userId'> | Refused {
    const def = own<ActionDef>(c.actions, action);
    const name = JSON.stringify(action.slice(0, 100));
    if (!def) return refused('unknown_action', `${name} is no action of the catalogue; it wasn't counted`);
    if (!open.has(action))
      return refused(
        'closed_action',
        `${name} isn't open to browsers; name it in beaconActions of createAnalytics, or track it on your server`,
      );
    const moment = judgeMoment(timeOfUuid(eventId) ?? now, now);
    if (moment) return moment;
    const read = readDetails(details ?? {}, def.details ?? {}, action);
    if ('outcome' in read) return read;
    return { action, eventId, ...read };
  };
}

export type Judge = ReturnType<typeof createJudge>;

interface Read {
  readonly details: Readonly<Record<string, unknown>>;
  readonly sessionId: string | undefined;
}

function readDetails(
  given: NonNullable<BrowserActivity['details']>,
  declared: Readonly<Record<string, DetailKind>>,
  action: string,
): Refused | Read {
  const details: Record<string, unknown> = {};
  let sessionId: string | undefined;
  for (const [name, value] of Object.entries(given)) {
    const kind = own(declared, name);
    const place = `details.${name.slice(0, 100)} of ${action}`;
    if (!kind && name !== 'sessionId') {
      const names = [...Object.keys(declared), 'sessionId'].join(', ');
      return refused('invalid', `${place} isn't declared by the catalogue; it takes ${names}`);
    }
    if (JSON.stringify(value).length > BEACON_DETAIL)
      return refused('invalid', `${place} takes ${BEACON_DETAIL} characters at most`);
    if (value === null) continue;
    if (!kind) sessionId = String(value);
    else {
      const read = READ[kind](value);
      if (read === undefined) return refused('invalid', `${place} takes ${TAKES[kind]}`);
      details[name] = read;
    }
  }
  return { details, sessionId };
}

type Given = Exclude<NonNullable<BrowserActivity['details']>[string], null>;

/** As it is declared, or from the text of an attribute; undefined where it is none of the kind. */
const READ: Record<DetailKind, (value: Given) => unknown> = {
  text: (value) => (typeof value === 'string' ? value : undefined),
  number: (value) => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' && NUMBER.test(value) && isExact(value) ? Number(value) : undefined;
  },
  boolean: (value) =>
    typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined,
  list: (value) => {
    if (Array.isArray(value)) return value;
    return typeof value === 'string' ? value.split(',').flatMap((each) => each.trim() || []) : undefined;
  },
};
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const TAKES: Record<DetailKind, string> = {
  text: 'a text',
  number: 'a number such as 12 or 0.5',
  boolean: 'true or false',
  list: 'texts parted by commas',
};
