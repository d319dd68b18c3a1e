import { z } from 'zod';
import { Instant } from '../../common.ts';
import { family } from '../family.ts';
import { privacyRoutes } from './routes.ts';
import { RetentionPolicy, Settings, SettingsBody } from './settings.ts';

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

export const privacy = family({
  title: 'Privacy',
  description: 'One user: everything told to them, or erased; what is kept how long.',
  routes: privacyRoutes,
  endpoints: {
    userExport: {
      summary: 'Everything that is kept of one user, as a JSON file',
      schema: { answer: z.record(z.string(), z.unknown()), media: ['application/json'] },
      example: {
        params: { userId: 'user-1' },
        description:
          'Profile, counters, days, facts, dead letters and every activity, from one snapshot. ' +
          'The file ends with `"complete": true`; one that doesn\'t was cut.',
      },
    },
    eraseUser: {
      summary: 'Erase one user for good; platform totals stay',
      schema: {
        body: z.strictObject({ confirm: z.string('takes the id of the user who is to be erased') }),
        answer: ErasureReceipt,
      },
      example: {
        params: { userId: 'user-1' },
        body: { confirm: 'user-1' },
        description:
          "Can't be undone. Every row of the user goes; platform totals stay, and activity that still comes is counted " +
          'as late and not kept. Asked again it answers the same receipt.',
        errors: { 409: 'The sample platform is shown.' },
      },
    },
    changeUser: {
      summary: 'Mark one account as internal, or no longer',
      schema: {
        body: z.strictObject({ internal: z.boolean('takes true or false') }),
        answer: z.object({ userId: z.string(), internal: z.boolean() }),
      },
      example: {
        params: { userId: 'user-1' },
        body: { internal: true },
        description: 'What the account has counted moves to the other side in the same commit.',
        errors: { 409: 'The sample platform is shown, or the platform’s own tables tell who is internal.' },
      },
    },
    settings: {
      summary: 'What operators have set, and what the configuration fixes',
      schema: { answer: Settings },
      example: {},
    },
    changeSettings: {
      summary: 'Set how long what is kept',
      schema: { body: SettingsBody, answer: Settings },
      example: {
        body: { retention: { activity: { sessions: 365 }, auditLog: 730 } },
        description: 'What is left out keeps its value. `keep` keeps it forever.',
        errors: { 409: 'The sample platform is shown.' },
      },
    },
    retention: {
      summary: 'Periods, what a run would remove now, and what the last runs removed',
      schema: { answer: Retention },
      example: {},
    },
    runRetention: {
      summary: 'Remove what is older than its period',
      schema: {
        answer: z.object({ result: RetentionRun.nullable(), running: Progress.nullable() }),
      },
      example: {
        also: { 202: 'The run takes longer than 10 seconds; it goes on, and GET tells of it.' },
        errors: { 409: 'The sample platform is shown, or another process is at it.' },
      },
    },
    stopRetention: {
      summary: 'Stop the run of retention that is under way in this process',
      schema: { answer: z.object({ result: RetentionRun.nullable() }) },
      example: {
        description:
          'What it removed so far stays removed, and every total right; the next run goes on. `result` is null where none was under way.',
      },
    },
  },
});
