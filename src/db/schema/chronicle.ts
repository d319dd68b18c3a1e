import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  type PgSchema,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** What activities agree in as far as counting goes: an action with the values of its breakdowns, or a signal. */
export const activityKinds = (s: PgSchema) =>
  s.table(
    'activity_kinds',
    {
      no: integer('no').primaryKey(),
      /** Empty for a signal. */
      action: text('action').notNull(),
      feature: text('feature').notNull(),
      /** Empty for an activity. */
      signal: text('signal').notNull(),
      /** Values by breakdown, in the first spelling that came. */
      details: jsonb('details').notNull(),
    },
    (t) => [uniqueIndex('activity_kinds_key').on(t.action, t.feature, t.signal, t.details)],
  );

/** Empty: of it only the locks matter, which put writers and builders in order. */
export const chronicleLock = (s: PgSchema) => s.table('chronicle_lock', { id: integer('id').primaryKey() });

const encoded = {
  startAt: instant('start_at').notNull(),
  /** Exclusive. */
  endAt: instant('end_at').notNull(),
  /** Moves with every change of the row; id and version are what is kept in memory by. */
  version: integer('version').notNull().default(1),
  activities: integer('activities').notNull(),
  /** Breakdowns that its kinds tell. */
  shape: text('shape').notNull(),
  data: bytea('data').notNull(),
  totals: bytea('totals').notNull(),
  /** CRC-32 of each. */
  dataSum: integer('data_sum').notNull(),
  totalsSum: integer('totals_sum').notNull(),
};

/** Stretches of the log as columns: made of the log alone, and made again where they are gone. */
export const chronicleBlocks = (s: PgSchema) =>
  s.table(
    'chronicle_blocks',
    { id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), ...encoded },
    (t) => [uniqueIndex('chronicle_blocks_start').on(t.startAt)],
  );

/** What the log no longer holds, after retention and erasure, in the same columns. Nothing else tells it. */
export const chronicleKept = (s: PgSchema) =>
  s.table(
    'chronicle_kept',
    {
      id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      ...encoded,
      /** Instants are first instants of the configured zone's days; else quarters of an hour. */
      byDay: boolean('by_day').notNull(),
    },
    (t) => [index('chronicle_kept_start').on(t.startAt)],
  );

/** Numbers of users who were erased and are still in blocks or in what is kept. */
export const erasedNumbers = (s: PgSchema) =>
  s.table('erased_numbers', {
    no: integer('no').primaryKey(),
    internal: boolean('internal').notNull(),
  });
