import { date, integer, type PgSchema } from 'drizzle-orm/pg-core';

/**
 * How many users joined on each finished UTC day, so that counting everybody reads no user. A day without
 * its row is counted anew; whoever changes a user takes the user's day out in the same commit.
 */
export const userDays = (s: PgSchema) =>
  s.table('user_days', {
    day: date('day', { mode: 'string' }).primaryKey(),
    people: integer('people').notNull(),
    /** Of these, known only by their activity. */
    stubs: integer('stubs').notNull(),
    internal: integer('internal').notNull(),
    internalStubs: integer('internal_stubs').notNull(),
  });
