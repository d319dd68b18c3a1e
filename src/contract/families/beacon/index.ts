import { z } from 'zod';
import { Instant } from '../../common.ts';
import { idField } from '../../input/described.ts';
import { family } from '../family.ts';
import { DEAD_LETTER_REASONS } from '../tracking/track.ts';
import { BEACON_BYTES, BEACON_ITEMS, MAX_TOKEN_MINUTES } from './limits.ts';
import { beaconRoutes } from './routes.ts';

const milliseconds = z.int('takes milliseconds since 1970').min(0, 'takes milliseconds since 1970');

/** What somebody did in their browser; who they are is never told with it. */
const BrowserActivity = z.strictObject({
  eventId: z
    .uuidv7('takes a UUIDv7')
    .describe('Made in the browser, the same whenever this is sent again: it counts once. Its time is when.'),
  action: z.string().describe('`page_viewed`, or one that `beaconActions` opens to browsers.'),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]))
    .nullish()
    .describe(
      'By the names that the action declares. A text is read as the catalogue declares it: `12`, `true`, `a,b`. `sessionId` is the content session, for any action.',
    ),
});

/** When somebody was there: the page in sight, and they did something lately. */
const Span = z.strictObject({ from: milliseconds, to: milliseconds });

/** POST /api/beacon */
export const BeaconBody = z.strictObject({
  token: z.string().max(1_000, 'takes what beaconToken made').nullish(),
  sentAt: milliseconds.describe("By the browser's clock: one that is wrong is told so with 409."),
  activities: z.array(BrowserActivity).max(BEACON_ITEMS, `takes ${BEACON_ITEMS} at most`).optional(),
  presence: z.array(Span).max(BEACON_ITEMS, `takes ${BEACON_ITEMS} at most`).optional(),
});
export type BeaconBody = z.infer<typeof BeaconBody>;
export type BrowserActivity = z.infer<typeof BrowserActivity>;
export type Span = z.infer<typeof Span>;

/** Why something that a browser sent isn't taken, and never will be. */
export const BEACON_REFUSALS = [
  'unknown_action',
  'closed_action',
  'invalid',
  'clock_skew',
  'too_old',
] as const;

/** What became of one activity or span. */
export const BeaconOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('committed') }),
  z.object({ outcome: z.literal('duplicate') }),
  z.object({ outcome: z.literal('spooled') }),
  /** Each minute of a span. */
  z.object({ outcome: z.literal('recorded') }),
  z.object({ outcome: z.literal('erased') }),
  /** Nobody is signed in, or they don't want to be counted, or no counter is fed by presence. */
  z.object({ outcome: z.literal('ignored'), reason: z.enum(['nobody', 'do_not_track', 'not_counted']) }),
  z.object({ outcome: z.literal('dead_letter'), reason: z.enum(DEAD_LETTER_REASONS), message: z.string() }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(BEACON_REFUSALS), message: z.string() }),
]);
export type BeaconOutcome = z.infer<typeof BeaconOutcome>;

export const BeaconAnswer = z.object({
  results: z.array(BeaconOutcome).describe('One for each activity, then one for each span, in order.'),
  adjust: z
    .int()
    .describe("Milliseconds to add to the browser's clock, for it to be the server's; 0 within a second."),
  detail: z.string().optional().describe("What wasn't taken and why, in words; absent where all was."),
});
export type BeaconAnswer = z.infer<typeof BeaconAnswer>;

/** POST /api/beacon/token */
export const BeaconTokenBody = z.strictObject({
  userId: idField.describe('Who is signed in at the platform.'),
  minutes: z
    .int('takes whole minutes')
    .min(1, 'takes 1 minute or more')
    .max(MAX_TOKEN_MINUTES, `takes ${MAX_TOKEN_MINUTES} minutes at most`)
    .optional()
    .describe('How long it holds. Default: 60.'),
});

export const beacon = family({
  title: 'Beacon',
  description: "What the browsers of the platform's users send, and the tokens that tell who they are.",
  routes: beaconRoutes,
  endpoints: {
    beacon: {
      summary: 'Record what a user does in the browser',
      schema: { body: BeaconBody, bytes: BEACON_BYTES, answer: BeaconAnswer },
      example: {
        body: {
          token: 'TOKEN',
          sentAt: 1_773_512_400_000,
          activities: [
            {
              eventId: '019cee4a-5c80-7c3e-9d55-1f0a6c1f2b3d',
              action: 'page_viewed',
              details: { path: '/sessions' },
            },
          ],
          presence: [{ from: 1_773_512_340_000, to: 1_773_512_399_000 }],
        },
        description:
          'What `beacon.js` sends. Who acts is told by the session of the host, or by a token that its server made; both have to be the same. Page views and minutes of presence are open to every user, other actions where `beaconActions` names them. A body takes 64 KiB at most.',
        errors: {
          401: 'There is no token and the host tells no user of requests; or the token is forged, expired, or of another user than the session.',
          409: "The browser's clock is more than a minute off, by `adjust` milliseconds. Nothing was taken.",
          413: 'The body is over 64 KiB after decompression.',
          503: 'The database took none or not all of it; send the same again, with the same ids.',
        },
      },
    },
    beaconToken: {
      summary: 'Make a token that says whose browser it is',
      schema: { body: BeaconTokenBody, answer: z.object({ token: z.string(), expiresAt: Instant }) },
      example: {
        body: { userId: 'user-17' },
        description:
          "For a platform in another process: its server asks, and puts the token into the user's own page. In the same process `analytics.beaconToken(userId)` makes it.",
      },
    },
  },
});
