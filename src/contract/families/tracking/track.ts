import { z } from 'zod';
import { idField, instantField } from '../../input/described.ts';
import type { Id } from '../../input/index.ts';

/** Why an activity is set aside in `dead_letters`. */
export const DEAD_LETTER_REASONS = [
  'unknown_action',
  'feature_mismatch',
  'missing_user',
  'clock_skew',
  'too_old',
  'id_conflict',
  'poison',
  'invalid',
  'database_refused',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** What became of one activity. Anything but `refused` is durable. */
export const Outcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('committed'), eventId: z.string() }),
  z.object({ outcome: z.literal('duplicate'), eventId: z.string() }),
  z.object({ outcome: z.literal('spooled'), eventId: z.string() }),
  /** The user was erased: counted as late, not kept. */
  z.object({ outcome: z.literal('erased') }),
  z.object({
    outcome: z.literal('dead_letter'),
    reason: z.enum(DEAD_LETTER_REASONS),
    message: z.string(),
  }),
  z.object({
    outcome: z.literal('refused'),
    reason: z.enum([
      'queue_full',
      'shutting_down',
      'database_unavailable',
      'database_refused',
      'internal_error',
      'transaction',
    ]),
    message: z.string(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

/**
 * What a call in the platform's own process answers: as over HTTP, and `pending` where the activity was written in
 * the caller's open transaction. It is committed, and counts, once that transaction is; rolled back, it never was.
 */
export type TrackOutcome = Outcome | { readonly outcome: 'pending'; readonly eventId: string };

/**
 * One activity as a caller sends it. `eventId` is a UUIDv7, whose own time is the default `createdAt`;
 * any other UUID needs `createdAt`. Fields are checked in accept, so that a bad one becomes a dead
 * letter with its reason instead of failing its batch. A field that is null is absent (docs/input.md).
 */
export interface ActivityInput {
  userId: Id;
  action: string;
  feature?: string | null | undefined;
  details?: unknown;
  eventId?: string | null | undefined;
  /** ISO 8601 with offset, milliseconds since 1970, or Date. */
  createdAt?: string | number | Date | null | undefined;
  /** The content session (the slideshow) that the activity is about. */
  sessionId?: Id | null | undefined;
  visitId?: Id | null | undefined;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
}

/** An activity as it is described to callers; accept judges it. */
export const TrackedActivity = z.strictObject({
  userId: idField.describe(
    'Who acted, by the id that the platform knows them by; a whole number is its text.',
  ),
  action: z.string().describe('One of the catalogue, such as `session_created`.'),
  feature: z.string().nullish().describe('That of the action; told, it must agree.'),
  details: z.record(z.string(), z.unknown()).nullish().describe('What else is known, as a JSON object.'),
  eventId: z
    .uuid()
    .nullish()
    .describe(
      'A UUIDv7 made by the sender, the same whenever this is sent again. Any other UUID needs `createdAt`.',
    ),
  createdAt: instantField
    .nullish()
    .describe('When it was, or milliseconds since 1970. Default: the time in `eventId`, else now.'),
  sessionId: idField.nullish().describe('The content session that it is about.'),
  visitId: idField.nullish().describe('The visit (login session) that it was part of.'),
  ipAddress: z.string().max(1000).nullish().describe('Of the user; stored as the privacy settings say.'),
  userAgent: z.string().max(1000).nullish().describe('Of the user; stored as the privacy settings say.'),
});

export const ACTIVITY_FIELDS: readonly string[] = Object.keys(TrackedActivity.shape);

/** POST /api/track: one activity or `{ activities: [...] }` (1 to 1,000). */
export const TrackBody = z.union([
  z.strictObject({ activities: z.array(TrackedActivity).min(1).max(1000) }),
  TrackedActivity,
]);

export const TrackAnswer = z.object({
  results: z.array(Outcome),
  /** Set where an activity came without an id: a retry of the request may count it twice. */
  generatedIds: z.boolean(),
});
export type TrackAnswer = z.infer<typeof TrackAnswer>;
