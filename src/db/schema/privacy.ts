import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, type PgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** What retention deleted from the log and the signals of a user: lifetime counters = this + a recount. */
export const archivedCounts = (s: PgSchema) =>
  s.table(
    'archived_counts',
    {
      userId: text('user_id').notNull(),
      feature: text('feature').notNull(),
      /** Empty for a signal. */
      action: text('action').notNull(),
      /** Empty for an action. */
      signal: text('signal').notNull(),
      /** Rolled-up details, folded, as `{"theme":"joi"}`; values past the kept ones are `(other)`. */
      details: jsonb('details').notNull(),
      n: bigint('n', { mode: 'number' }).notNull(),
      firstAt: instant('first_at'),
      lastAt: instant('last_at'),
    },
    (t) => [primaryKey({ columns: [t.userId, t.feature, t.action, t.signal, t.details] })],
  );

/** What erased users' log added to `activity_rollups`, by quarter of an hour: rollups = this + a recount. */
export const archivedRollups = (s: PgSchema) =>
  s.table(
    'archived_rollups',
    {
      bucket: instant('bucket').notNull(),
      /** 0 where only the time is kept: that of an erased user's first activity. */
      n: bigint('n', { mode: 'number' }).notNull(),
      internal: boolean('internal').notNull(),
      action: text('action').notNull(),
      breakdown: text('breakdown').notNull(),
      value: text('value').notNull(),
    },
    (t) => [primaryKey({ columns: [t.bucket, t.action, t.breakdown, t.value, t.internal] })],
  );

/** Tombstones: whom an operator erased, by a keyed hash from which no id can be told. */
export const erasedUsers = (s: PgSchema) =>
  s.table('erased_users', {
    hash: text('hash').primaryKey(),
    /** Stands in other users' details where these named the erased one; made at random. */
    alias: text('alias').notNull(),
    erasedAt: instant('erased_at').notNull(),
    receipt: jsonb('receipt').notNull(),
    /** Activities, facts and signals that came later: counted, not kept. */
    late: bigint('late', { mode: 'number' }).notNull().default(0),
  });

/** What jobs did: one row a run. */
export const jobRuns = (s: PgSchema) =>
  s.table(
    'job_runs',
    {
      id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      name: text('name').notNull(),
      startedAt: instant('started_at').notNull(),
      finishedAt: instant('finished_at').notNull().default(sql`now()`),
      result: jsonb('result').notNull(),
    },
    (t) => [index('job_runs_name').on(t.name, t.startedAt)],
  );
