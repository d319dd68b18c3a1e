import type { CatalogueInput } from '../catalogue/index.ts';
import {
  ACTIVITY_FIELDS,
  type ActivityInput,
  type DeadLetterReason,
  normaliseUuid,
  poisonInText,
  readId,
  readInstant,
  timeOfUuid,
  Unreadable,
  unknownFields,
} from '../contract/index.ts';
import type { Accepted, Activity } from './activity.ts';
import { BadDetails, readDetails } from './details.ts';
import { newEventId } from './ids.ts';
import { letterText, payloadOf } from './letter-payload.ts';
import { createBreakdowns } from './log-row.ts';
import { personDetails } from './persons.ts';

/** Live activity may be this far in the future, and this old, in milliseconds. */
export const MAX_SKEW = 5 * 60_000;
export const HORIZON = 30 * 86_400_000;

export interface AcceptOptions {
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** History may be of any age, but not of the future; live activity not older than the horizon. */
  readonly history?: boolean;
  readonly ipAddress: (raw: string | null | undefined) => string | null;
  readonly userAgent: (raw: string | null | undefined) => string | null;
}

/** Checks inputs against a catalogue. A refusal is a value with its reason, never a throw. */
export function createAccept(c: CatalogueInput) {
  const breakdowns = createBreakdowns(c);
  const persons = personDetails(c);

  return function accept(input: ActivityInput, o: AcceptOptions): Accepted {
    const refuse = (reason: DeadLetterReason, message: string): Accepted => {
      const id = readId(input?.userId);
      return {
        ok: false,
        letter: {
          reason,
          message,
          source: o.source,
          userId: typeof id === 'string' ? id : textual(input?.userId),
          action: textual(input?.action),
          payload: payloadOf(storedAs(input, o)),
        },
      };
    };
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return refuse('invalid', 'an activity is an object');
    const { action } = input;
    const strange = Object.keys(input).some((name) => !FIELDS.has(name)) ? unknownIn(input) : null;
    if (strange) return refuse('invalid', strange);
    const userId = readId(input.userId);
    if (userId === null) return refuse('missing_user', 'userId is missing');
    if (userId instanceof Unreadable)
      return refuse(userId.missing ? 'missing_user' : 'invalid', `userId ${userId.why}`);
    if (action === undefined || action === null)
      return refuse('unknown_action', 'action is missing; send one of the catalogue');
    if (typeof action !== 'string' || !Object.hasOwn(c.actions, action))
      return refuse(
        'unknown_action',
        `action "${letterText(String(action))}" isn't in the catalogue "${c.name}"`,
      );
    const feature = c.actions[action]!.feature;
    if (input.feature !== undefined && input.feature !== null && input.feature !== feature)
      return refuse('feature_mismatch', `action ${action} belongs to feature ${feature}`);

    const sessionId = readId(input.sessionId);
    if (sessionId instanceof Unreadable) return refuse('invalid', `sessionId ${sessionId.why}`);
    const visitId = readId(input.visitId);
    if (visitId instanceof Unreadable) return refuse('invalid', `visitId ${visitId.why}`);
    const texts = textProblem(input);
    if (texts) return refuse(texts.reason, texts.message);
    const details = readDetails(input.details, persons);
    if (details instanceof BadDetails) return refuse(details.poison ? 'poison' : 'invalid', details.why);

    const identity = identityOf(input, o.now);
    if (typeof identity === 'string') return refuse('invalid', identity);
    if (identity.createdAt > o.now + MAX_SKEW)
      return refuse('clock_skew', 'createdAt is more than 5 minutes in the future; check the clock');
    if (!o.history && identity.createdAt < o.now - HORIZON)
      return refuse('too_old', 'createdAt is more than 30 days ago; bring history in with an import');
    const activity: Activity = {
      userId,
      createdAt: identity.createdAt,
      eventId: identity.eventId,
      action,
      feature,
      details,
      sessionId,
      visitId,
      ipAddress: o.ipAddress(input.ipAddress),
      userAgent: o.userAgent(input.userAgent),
      // Read from the JSON that is stored, so that a recount of the log sees the same values.
      breakdowns:
        details !== null && breakdowns.has(action) ? breakdowns.of(action, JSON.parse(details)) : [],
    };
    return { ok: true, activity, generatedId: identity.generated };
  };
}

const FIELDS: ReadonlySet<string> = new Set(ACTIVITY_FIELDS);

function unknownIn(input: ActivityInput): string | null {
  const unknown = Object.entries(unknownFields(input, ACTIVITY_FIELDS));
  if (unknown.length === 0) return null;
  return unknown
    .slice(0, 10)
    .map(([name, why]) => `${letterText(name)} ${why}`)
    .join('; ');
}

function identityOf(input: ActivityInput, now: number) {
  const given = readInstant(input.createdAt);
  if (given instanceof Unreadable) return `createdAt ${given.why}`;
  if (input.eventId === undefined || input.eventId === null)
    return { eventId: newEventId(), createdAt: given ?? now, generated: true };
  const eventId = normaliseUuid(input.eventId);
  if (eventId === null) return 'eventId is no UUID';
  const createdAt = given ?? timeOfUuid(eventId);
  if (createdAt === null) return 'an eventId that is no UUIDv7 needs createdAt beside it';
  return { eventId, createdAt, generated: false };
}

const TEXTS = ['ipAddress', 'userAgent'] as const;

function textProblem(input: ActivityInput): { reason: DeadLetterReason; message: string } | null {
  for (const name of TEXTS) {
    const value: unknown = input[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return { reason: 'invalid', message: `${name} isn't a text` };
    if (value.length > 1000) return { reason: 'invalid', message: `${name} is longer than 1,000 characters` };
    const poison = poisonInText(value);
    if (poison) return { reason: 'poison', message: `${name} ${poison}` };
  }
  return null;
}

/** A letter is found by what came as its user and action, also where that was refused. */
const textual = (value: unknown): string | null => (typeof value === 'string' ? letterText(value) : null);

/** A letter keeps what came, but an address and a user agent only as far as the privacy policy lets them be kept. */
function storedAs(input: unknown, o: AcceptOptions): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const { ipAddress, userAgent } = input as ActivityInput;
  return {
    ...input,
    ...(typeof ipAddress === 'string' ? { ipAddress: o.ipAddress(ipAddress) } : {}),
    ...(typeof userAgent === 'string' ? { userAgent: o.userAgent(userAgent) } : {}),
  };
}
