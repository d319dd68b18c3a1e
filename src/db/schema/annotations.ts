import { sql } from 'drizzle-orm';
import { check, date, index, type PgSchema, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** What operators noted beside the numbers, on a calendar day or at an instant, and releases of the host. */
export const annotations = (s: PgSchema) =>
  s.table(
    'annotations',
    {
      id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
      /** A day of the configured zone. */
      day: date('day', { mode: 'string' }),
      at: instant('at'),
      text: text('text').notNull(),
      /** Of the host, which began at this instant; null for what operators noted. */
      version: text('version'),
      /** As the audit log names an actor; nobody's in the sample. */
      author: text('author').notNull(),
      /** Null once the operator was removed. */
      authorEmail: text('author_email'),
      createdAt: instant('created_at').notNull().default(sql`now()`),
      updatedAt: instant('updated_at').notNull().default(sql`now()`),
    },
    (t) => [
      check('annotations_when', sql`num_nonnulls("day", "at") = 1`),
      index('annotations_day').on(t.day),
      index('annotations_at').on(t.at),
    ],
  );
