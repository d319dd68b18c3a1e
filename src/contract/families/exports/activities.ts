import { z } from 'zod';
import { Instant, Meta } from '../../common.ts';

/** One row of the log with who did it. `columns` may leave fields out. */
export const ActivityRow = z.object({
  timestamp: Instant.optional(),
  userId: z.string().optional(),
  email: z.string().nullable().optional(),
  name: z.string().nullable().optional(),
  action: z.string().optional(),
  feature: z.string().optional(),
  details: z.unknown().optional(),
  sessionId: z.string().nullable().optional(),
  visitId: z.string().nullable().optional(),
  eventId: z.string().optional(),
});
export type ActivityRow = z.infer<typeof ActivityRow>;

/** GET /activities. `meta.totalRows` is told on the first page. */
export const Activities = z.object({
  activities: z.array(ActivityRow),
  /** Of users whom these rows name in details, by their ids; left out without any. */
  names: z.record(z.string(), z.string()).optional(),
  /** Pass as `cursor`, with the same filters, for the next page; null at the end. */
  nextCursor: z.string().nullable(),
  meta: Meta,
});
export type Activities = z.infer<typeof Activities>;
