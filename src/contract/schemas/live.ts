import { z } from 'zod';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { ActivityRow } from '../activities.ts';
import { Instant } from '../common.ts';
import { activityFilters, rangeParams } from '../query.ts';
import type { liveRoutes } from '../routes/live.ts';
import type { SchemasOf } from './schema.ts';

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
      .optional(),
  });

export const liveSchemas = {
  live: {
    query: liveQuery,
    answer: null,
    media: ['text/event-stream'],
  },
} satisfies SchemasOf<typeof liveRoutes>;
