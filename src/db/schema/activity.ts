import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  type PgSchema,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** The log: partitioned by month of `created_at` (the clause is in the migration), append-only. */
export const activityLog = (s: PgSchema) =>
  s.table(
    'user_activity_logs',
    {
      createdAt: instant('created_at').notNull(),
      eventId: uuid('event_id').notNull(),
      userId: text('user_id').notNull(),
      action: text('action').notNull(),
      feature: text('feature').notNull(),
      details: jsonb('details'),
      ipAddress: text('ip_address'),
      userAgent: text('user_agent'),
      sessionId: text('session_id'),
      visitId: text('visit_id'),
    },
    (t) => [
      // A user's timeline, dedupe, recount of one user. The Citus rule: user_id leads every key.
      primaryKey({ columns: [t.userId, t.createdAt, t.eventId] }),
      // Ranges that no rollup answers: bounds inside a day, undeclared filters.
      index('user_activity_logs_created_at_brin').using('brin', t.createdAt).with({ pages_per_range: 32 }),
    ],
  );

/** Log rows written inside a host's transaction, not yet in counters and rollups. */
export const activityPending = (s: PgSchema) =>
  s.table(
    'activity_pending',
    {
      userId: text('user_id').notNull(),
      createdAt: instant('created_at').notNull(),
      eventId: uuid('event_id').notNull(),
    },
    (t) => [primaryKey({ columns: [t.userId, t.createdAt, t.eventId] })],
  );

/** Lifetime counters; the catalogue adds a column each. */
export const usageStats = (s: PgSchema) =>
  s.table('user_usage_stats', {
    userId: text('user_id').primaryKey(),
    firstActivityAt: instant('first_activity_at'),
    lastActivityAt: instant('last_activity_at'),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  });

/** A user's day in the configured zone; the catalogue adds `a_<action>` and `k_<counter>` columns, null for 0. */
export const dailyStats = (s: PgSchema) =>
  s.table(
    'user_daily_stats',
    {
      day: date('day', { mode: 'string' }).notNull(),
      activities: integer('activities').notNull(),
      userId: text('user_id').notNull(),
    },
    (t) => [primaryKey({ columns: [t.day, t.userId] })],
  );

/** A user's day by value of a rolled-up detail. */
export const dailyValues = (s: PgSchema) =>
  s.table(
    'user_daily_values',
    {
      day: date('day', { mode: 'string' }).notNull(),
      n: integer('n').notNull(),
      userId: text('user_id').notNull(),
      action: text('action').notNull(),
      breakdown: text('breakdown').notNull(),
      value: text('value').notNull(),
    },
    (t) => [primaryKey({ columns: [t.day, t.userId, t.action, t.breakdown, t.value] })],
  );

/** Platform totals per bucket. `breakdown` '' is the action's own count; sum over `writer` on read. */
export const rollups = (s: PgSchema) =>
  s.table(
    'activity_rollups',
    {
      bucket: instant('bucket').notNull(),
      n: bigint('n', { mode: 'number' }).notNull(),
      /** 15 and 60: UTC minutes; 1440: the day of the configured zone, by its first instant. */
      grain: smallint('grain').notNull(),
      writer: smallint('writer').notNull(),
      internal: boolean('internal').notNull(),
      action: text('action').notNull(),
      breakdown: text('breakdown').notNull(),
      value: text('value').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.grain, t.action, t.breakdown, t.bucket, t.value, t.internal, t.writer] }),
    ],
  );

/** Columnar copies of finished days: user numbers and their counts, little-endian int32, by user number. */
export const dailySegments = (s: PgSchema) =>
  s.table(
    'daily_segments',
    {
      day: date('day', { mode: 'string' }).notNull(),
      internal: boolean('internal').notNull(),
      /** `activities` or a column of `user_daily_stats`. */
      tally: text('tally').notNull(),
      users: bytea('users').notNull(),
      counts: bytea('counts').notNull(),
    },
    (t) => [primaryKey({ columns: [t.tally, t.day, t.internal] })],
  );

/** The first 200 values of each breakdown; later ones are `(other)` in rollups. */
export const breakdownValues = (s: PgSchema) =>
  s.table(
    'breakdown_values',
    { breakdown: text('breakdown').notNull(), value: text('value').notNull() },
    (t) => [primaryKey({ columns: [t.breakdown, t.value] })],
  );

/** API calls and minutes of presence: the source from which their two counters are recounted. */
export const userSignals = (s: PgSchema) =>
  s.table(
    'user_signals',
    {
      userId: text('user_id').notNull(),
      hour: instant('hour').notNull(),
      signal: text('signal').notNull(),
      writer: uuid('writer').notNull(),
      sequence: bigint('sequence', { mode: 'number' }).notNull(),
      n: integer('n').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.userId, t.hour, t.signal, t.writer, t.sequence] }),
      // Signals of a range whose bounds fall inside a day.
      index('user_signals_hour').on(t.hour),
    ],
  );

/** What could not be counted, with its reason, until an operator replays or discards it. */
export const deadLetters = (s: PgSchema) =>
  s.table(
    'dead_letters',
    {
      /** Derived from reason and payload, so a retry adds to `times` instead of a row. */
      id: uuid('id').primaryKey(),
      reason: text('reason').notNull(),
      message: text('message').notNull(),
      source: text('source').notNull(),
      userId: text('user_id'),
      action: text('action'),
      payload: text('payload').notNull(),
      firstAt: instant('first_at').notNull().default(sql`now()`),
      lastAt: instant('last_at').notNull().default(sql`now()`),
      times: integer('times').notNull().default(1),
    },
    (t) => [index('dead_letters_last_at').on(t.lastAt), index('dead_letters_first_at').on(t.firstAt, t.id)],
  );

/** Days whose segments are whole; a late activity takes its day out again, in the same commit. */
export const segmentDays = (s: PgSchema) =>
  s.table('segment_days', {
    day: date('day', { mode: 'string' }).primaryKey(),
    /** The write guard's epoch under which they were built: a day built again has another. */
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
  });
