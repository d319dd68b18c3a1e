import { z } from 'zod';
import { idField, instantField } from '../../input/described.ts';

/** What is counted without a log row: calls of the platform's API, and minutes in which somebody was present. */
export const SIGNALS = ['api_call', 'presence_minute'] as const;
export type SignalName = (typeof SIGNALS)[number];

/** POST /api/signals. */
export const Signal = z.strictObject({
  id: z
    .uuid('takes a UUID, best a UUIDv7')
    .describe('A UUIDv7 made by the sender, the same whenever this is sent again: it counts once.'),
  userId: idField.describe('As the platform knows them.'),
  signal: z
    .enum(SIGNALS, `takes ${SIGNALS.join(' or ')}`)
    .describe('`api_call`: calls of your API. `presence_minute`: somebody was present in that minute.'),
  count: z
    .int('takes a whole number')
    .min(1, 'takes 1 or more')
    .max(100_000, 'takes 100,000 at most')
    .nullish()
    .describe('How many API calls. Default: 1. A minute counts once, from wherever it is told.'),
  at: instantField
    .nullish()
    .describe('When it was; API calls are counted by hour. Default: the time in `id`, if that is a UUIDv7.'),
});
export type Signal = z.input<typeof Signal>;
