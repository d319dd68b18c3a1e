import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, type PgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

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
      // What no block covers, and details that no breakdown declares.
      index('user_activity_logs_created_at_brin').using('brin', t.createdAt).with({ pages_per_range: 32 }),
    ],
  );

/** Log rows written inside a host's transaction, not counted yet. */
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

/**
 * What counters had before their activity was in the log: a platform's own, less what the rows that came in from
 * there count. Never activity: no report of a range tells it, and every recount adds it.
 */
export const openingBalances = (s: PgSchema) =>
  s.table(
    'opening_balances',
    {
      userId: text('user_id').notNull(),
      /** Name of the import that the log rows came by. */
      source: text('source').notNull(),
      /** By column of `user_usage_stats`; below 0 where the log tells more than the platform counted. */
      counters: jsonb('counters').notNull(),
      firstActivityAt: instant('first_activity_at'),
      lastActivityAt: instant('last_activity_at'),
    },
    (t) => [primaryKey({ columns: [t.userId, t.source] })],
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
      // Signals of a stretch that is built into a block.
      index('user_signals_hour').on(t.hour),
    ],
  );

/** What couldn't be counted, with its reason, until an operator replays or discards it. */
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
