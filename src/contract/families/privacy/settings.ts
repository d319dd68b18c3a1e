import { z } from 'zod';
import { KEPT_DAYS } from './limits.ts';

const days = (min: number) => {
  const error = `takes keep, or days from ${min} to ${KEPT_DAYS.most}`;
  return z.union([z.literal('keep'), z.int({ error }).min(min, { error }).max(KEPT_DAYS.most, { error })], {
    error,
  });
};

/** How long what is kept, in days; `keep`: for good. */
export const RetentionPolicy = z.strictObject({
  /** Of the log, by feature. */
  activity: z.record(z.string(), days(KEPT_DAYS.activity)),
  auditLog: days(KEPT_DAYS.auditLog),
  deadLetters: days(KEPT_DAYS.deadLetters),
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** PUT /api/admin/settings: what is left out keeps its value. */
export const SettingsBody = z.strictObject({
  retention: z.strictObject({
    activity: RetentionPolicy.shape.activity.optional(),
    auditLog: RetentionPolicy.shape.auditLog.optional(),
    deadLetters: RetentionPolicy.shape.deadLetters.optional(),
  }),
});
export type SettingsBody = z.infer<typeof SettingsBody>;

/** GET /api/admin/settings */
export const Settings = z.object({
  retention: RetentionPolicy,
  /** Fixed by the configuration or the first migration; shown, not changed here. */
  fixed: z.object({
    timezone: z.string(),
    currency: z.string(),
    ipPolicy: z.string(),
    userAgentPolicy: z.string(),
    cacheSeconds: z.number(),
  }),
});
export type Settings = z.infer<typeof Settings>;
