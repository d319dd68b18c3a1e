import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, type PgSchema, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

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
