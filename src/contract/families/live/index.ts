import { z } from 'zod';
import type { CatalogueInput } from '../../../catalogue/index.ts';
import { Instant } from '../../common.ts';
import { activityFilters, rangeParams } from '../../query.ts';
import { ActivityRow } from '../exports/activities.ts';
import { family } from '../family.ts';
import { liveRoutes } from './routes.ts';

const SECONDS = 'takes a whole number of seconds from 1 to 600';

/** Data of the event `activities`. */
export const LiveActivities = z.object({
  /** Newest first; of a burst the newest 100. */
  activities: z.array(ActivityRow.required()),
  /** Beside those: of a burst, the rest. */
  more: z.number().int(),
  /** Activities of the last 60 seconds. */
  lastMinute: z.number().int(),
  at: Instant,
});
export type LiveActivities = z.infer<typeof LiveActivities>;

/** Data of the event `end`. */
export const LiveEnd = z.object({
  /** `renew`: open it again; `signed-out`: nobody is signed in any more; `closing`: the server stops. */
  reason: z.enum(['renew', 'signed-out', 'closing']),
});
export type LiveEnd = z.infer<typeof LiveEnd>;

export const liveQuery = (c: CatalogueInput) =>
  z.strictObject({
    feature: activityFilters(c).feature,
    excludeInternal: rangeParams.excludeInternal,
    seconds: z
      .string()
      .regex(/^\d{1,3}$/, SECONDS)
      .transform(Number)
      .refine((n) => n >= 1 && n <= 600, SECONDS)
      .meta({ minimum: 1, maximum: 600 })
      .default(600),
  });

export const live = family({
  title: 'Live',
  description: 'Activity as it comes in.',
  routes: liveRoutes,
  endpoints: {
    live: {
      summary: 'Activity as it comes in, as server-sent events',
      schema: {
        query: liveQuery,
        answer: null,
        media: ['text/event-stream'],
      },
      example: {
        query: { seconds: 1 },
        description:
          'An event `activities` with the latest at once, then one whenever something came in: JSON with `activities` (newest first, as `/activities` has them), `more` of a burst, `lastMinute` and `at`. ' +
          'An activity may come twice after a reconnection: tell them apart by `eventId`. An event `end` tells its `reason`: `renew`, `signed-out` or `closing`.',
        errors: {
          429: 'Too many streams of yours are open; close one.',
          503: 'Too many streams are open, or the server is closing.',
        },
      },
    },
  },
});
