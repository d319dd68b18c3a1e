import { sql } from 'drizzle-orm';
import { boolean, index, type PgSchema, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Views of the panel that operators gave a name. */
export const savedViews = (s: PgSchema) =>
  s.table(
    'saved_views',
    {
      id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
      name: text('name').notNull(),
      /** Below the panel's own address, without a slash before it: `usage`. */
      path: text('path').notNull(),
      /** What follows the question mark. */
      search: text('search').notNull(),
      /** As the audit log names an actor; null once they were removed. */
      owner: text('owner'),
      ownerEmail: text('owner_email'),
      shared: boolean('shared').notNull(),
      /** Actors who have it at hand. */
      pinnedBy: text('pinned_by').array().notNull().default(sql`'{}'`),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
    },
    (t) => [index('saved_views_owner').on(t.owner)],
  );
