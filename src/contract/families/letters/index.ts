import { z } from 'zod';
import { Instant } from '../../common.ts';
import { logParams } from '../../query.ts';
import { family } from '../family.ts';
import { DEAD_LETTER_REASONS } from '../tracking/track.ts';
import { lettersRoutes } from './routes.ts';

const reason = z.enum(DEAD_LETTER_REASONS, `takes ${DEAD_LETTER_REASONS.join(', ')}`);
const count = z.number().int().nonnegative();

export const lettersQuery = () =>
  z.strictObject({
    reason: reason.optional(),
    userId: z.string().min(1).max(200).optional(),
    cursor: logParams.cursor,
    pageSize: logParams.pageSize,
  });
export type LettersQuery = z.infer<ReturnType<typeof lettersQuery>>;

/** Which letters: some by their ids, all of a reason, or all there are. */
export const LetterSelector = z.union(
  [
    z.strictObject({ ids: z.array(z.guid()).min(1).max(1000) }),
    z.strictObject({ reason }),
    z.strictObject({ all: z.literal(true) }),
  ],
  `takes one of { "ids": [up to 1,000] }, { "reason": one of ${DEAD_LETTER_REASONS.join(', ')} } or { "all": true }`,
);
export type LetterSelector = z.infer<typeof LetterSelector>;

export const DeadLetterRow = z.object({
  id: z.string(),
  reason: z.string(),
  message: z.string(),
  /** Where it came from: `http`, `sdk`, an import. */
  source: z.string(),
  userId: z.string().nullable(),
  action: z.string().nullable(),
  /** As it came, as text: it need not be JSON, and what is longer than 100,000 characters was cut. */
  payload: z.string(),
  firstAt: Instant,
  lastAt: Instant,
  /** How often it came or was tried. */
  times: count,
});
export type DeadLetterRow = z.infer<typeof DeadLetterRow>;

export const DeadLetterPage = z.object({
  letters: z.array(DeadLetterRow),
  /** Takes one to the next, older page; null at the end. */
  nextCursor: z.string().nullable(),
  /** All letters, whatever the filters. */
  counts: z.object({ total: count, byReason: z.record(z.string(), count) }),
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const ReplayAnswer = z.object({
  replayed: count,
  /** Letters that are gone: committed now, known already, or of an erased user. */
  removed: count,
  outcomes: z.record(z.string(), count),
  /** Of the first 1,000. */
  results: z.array(
    z.object({
      id: z.string(),
      outcome: z.string(),
      reason: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});

export const letters = family({
  title: 'Dead letters',
  description: 'Activity that was set aside with its reason.',
  routes: lettersRoutes,
  endpoints: {
    deadLetters: {
      summary: "Activity that couldn't be counted, with its reason; newest first",
      schema: { query: lettersQuery, answer: DeadLetterPage },
      example: { query: { reason: 'unknown_action', pageSize: 20 } },
    },
    replayDeadLetters: {
      summary: 'Try dead letters again; those that are counted now go',
      schema: { body: LetterSelector, answer: ReplayAnswer },
      example: {
        body: { reason: 'unknown_action' },
        description:
          'By the rules and the catalogue that hold now. A letter goes once its activity is committed, or was already; ' +
          'one that is refused again stays, and its `times` grows.',
      },
    },
    discardDeadLetters: {
      summary: "Delete dead letters; this can't be undone",
      schema: { body: LetterSelector, answer: z.object({ discarded: count }) },
      example: { body: { reason: 'too_old' } },
    },
  },
});
