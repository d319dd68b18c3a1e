import { integer, type PgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Rules that operators gave a name: a row for each version, of which the highest holds. */
export const segments = (s: PgSchema) =>
  s.table(
    'segments',
    {
      /** What reports and the host's code call it; the same in every version. */
      slug: text('slug').notNull(),
      version: integer('version').notNull(),
      name: text('name').notNull(),
      rules: text('rules').notNull(),
      /** Whose days they are about; null for the configured zone. */
      timezone: text('timezone'),
      /** As the audit log names an actor. */
      author: text('author').notNull(),
      /** Null once the operator was removed. */
      authorEmail: text('author_email'),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.slug, t.version] })],
  );
