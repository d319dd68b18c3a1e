import type { CatalogueInput } from '../catalogue/index.ts';
import type { ActivityInput, DeadLetterReason } from '../contract/index.ts';
import type { Accepted, Activity } from './activity.ts';
import { newEventId, normaliseUuid, timeOfUuid } from './ids.ts';
import { parseInstant } from './instant.ts';
import { createBreakdowns } from './log-row.ts';
import { MAX_DETAILS_BYTES, poisonIn, poisonInText } from './poison.ts';

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

  return function accept(input: ActivityInput, o: AcceptOptions): Accepted {
    const refuse = (reason: DeadLetterReason, message: string): Accepted => ({
      ok: false,
      letter: {
        reason,
        message,
        source: o.source,
        userId: typeof input?.userId === 'string' ? storable(input.userId) : null,
        action: typeof input?.action === 'string' ? storable(input.action) : null,
        payload: payloadOf(storedAs(input, o)),
      },
    });
    if (typeof input !== 'object' || input === null) return refuse('invalid', 'an activity is an object');
    const { userId, action } = input;
    if (typeof userId !== 'string' || userId === '')
      return refuse('missing_user', 'userId is missing or empty');
    if (userId.length > 200) return refuse('invalid', 'userId is longer than 200 characters');
    if (typeof action !== 'string' || !Object.hasOwn(c.actions, action))
      return refuse(
        'unknown_action',
        `action "${storable(String(action))}" is not in the catalogue "${c.name}"`,
      );
    const feature = c.actions[action]!.feature;
    if (input.feature !== undefined && input.feature !== feature)
      return refuse('feature_mismatch', `action ${action} belongs to feature ${feature}`);

    const texts = textProblem(input);
    if (texts) return refuse(texts.reason, texts.message);
    const poison = poisonIn(input.details);
    if (poison) return refuse('poison', `details ${poison}`);
    const details = input.details == null ? null : (JSON.stringify(input.details) ?? null);
    if (details !== null && Buffer.byteLength(details) > MAX_DETAILS_BYTES)
      return refuse('poison', `details are larger than ${MAX_DETAILS_BYTES} bytes`);

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
      sessionId: input.sessionId ?? null,
      visitId: input.visitId ?? null,
      ipAddress: o.ipAddress(input.ipAddress),
      userAgent: o.userAgent(input.userAgent),
      // Read from the JSON that is stored, so that a recount of the log sees the same values.
      breakdowns:
        details !== null && breakdowns.has(action) ? breakdowns.of(action, JSON.parse(details)) : [],
    };
    return { ok: true, activity, generatedId: identity.generated };
  };
}

function identityOf(input: ActivityInput, now: number) {
  const given = input.createdAt === undefined ? null : parseInstant(input.createdAt);
  if (input.createdAt !== undefined && given === null)
    return 'createdAt is neither ISO 8601 with an offset, nor milliseconds, between 1970 and 9999';
  if (input.eventId === undefined) return { eventId: newEventId(), createdAt: given ?? now, generated: true };
  const eventId = normaliseUuid(input.eventId);
  if (eventId === null) return 'eventId is no UUID';
  const createdAt = given ?? timeOfUuid(eventId);
  if (createdAt === null) return 'an eventId that is no UUIDv7 needs createdAt beside it';
  return { eventId, createdAt, generated: false };
}

const SHORT_TEXTS = ['userId', 'sessionId', 'visitId', 'ipAddress', 'userAgent'] as const;

function textProblem(input: ActivityInput): { reason: DeadLetterReason; message: string } | null {
  for (const name of SHORT_TEXTS) {
    const value: unknown = input[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return { reason: 'invalid', message: `${name} is not a text` };
    if (value.length > 1000) return { reason: 'invalid', message: `${name} is longer than 1,000 characters` };
    const poison = poisonInText(value);
    if (poison) return { reason: 'poison', message: `${name} ${poison}` };
  }
  return null;
}

/** What of a text PostgreSQL can store, for the columns that operators search dead letters by. */
function storable(text: string): string {
  return text.slice(0, 200).replaceAll('\u0000', '').toWellFormed();
}

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

/** JSON escapes what PostgreSQL refuses; what JSON can not carry either is described. */
function payloadOf(input: unknown): string {
  try {
    const text = JSON.stringify(input) ?? String(input);
    return text.length > 100_000 ? `${text.slice(0, 100_000).toWellFormed()}…` : text;
  } catch (error) {
    return JSON.stringify({ unserialisable: error instanceof Error ? error.message : String(error) });
  }
}
