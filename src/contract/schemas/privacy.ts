import { z } from 'zod';
import { Instant } from '../common.ts';
import type { privacyRoutes } from '../routes/privacy.ts';
import { RetentionPolicy, Settings, SettingsBody } from '../settings.ts';
import type { SchemasOf } from './schema.ts';

const count = z.number().int().nonnegative();
const byTable = z.record(z.string(), count);

/** What an erasure removed and what stays; it names nobody. */
export const ErasureReceipt = z.object({
  erasedAt: Instant,
  removed: byTable,
  redacted: byTable,
  anonymous: z.array(z.string()),
  notes: z.array(z.string()),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

const DueFeature = z.object({
  feature: z.string(),
  before: Instant,
  rows: count,
  oldest: Instant.nullable(),
  signals: count,
});

export const RetentionPreview = z.object({
  features: z.array(DueFeature),
  /** Months whose table would be dropped, as `2026-03`. */
  partitions: z.array(z.string()),
  deadLetters: count,
  auditLog: count,
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

export const RetentionRun = RetentionPreview.extend({
  /** False where another process was at it. */
  ran: z.boolean(),
  stopped: z.boolean(),
  rows: count,
  signals: count,
});
export type RetentionRun = z.infer<typeof RetentionRun>;

const Progress = z.object({ done: count, total: count });

export const Retention = z.object({
  policy: RetentionPolicy,
  preview: RetentionPreview,
  /** Null while none is under way in this process. */
  running: Progress.nullable(),
  lastRuns: z.array(z.object({ startedAt: Instant, finishedAt: Instant, result: RetentionRun })),
});
export type Retention = z.infer<typeof Retention>;

export const privacySchemas = {
  userExport: { answer: z.record(z.string(), z.unknown()), media: ['application/json'] },
  eraseUser: {
    body: z.strictObject({ confirm: z.string('takes the id of the user who is to be erased') }),
    answer: ErasureReceipt,
  },
  changeUser: {
    body: z.strictObject({ internal: z.boolean('takes true or false') }),
    answer: z.object({ userId: z.string(), internal: z.boolean() }),
  },
  settings: { answer: Settings },
  changeSettings: { body: SettingsBody, answer: Settings },
  retention: { answer: Retention },
  runRetention: {
    answer: z.object({ result: RetentionRun.nullable(), running: Progress.nullable() }),
  },
  stopRetention: { answer: z.object({ result: RetentionRun.nullable() }) },
} satisfies SchemasOf<typeof privacyRoutes>;
