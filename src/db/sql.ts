import { type AnyColumn, type SQL, sql as tag } from 'drizzle-orm';
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core';

/** A piece of SQL, with the values that go with it. */
export type Sql = SQL;

/** What stands in a piece: another, a table or column of the schema, or a value. */
type Part = Sql | PgTable | AnyColumn | string | number | boolean | null | readonly unknown[];

/**
 * A piece of SQL. Pieces, tables and columns are put in place; whatever else is a value, a list too, and goes
 * beside the text as one parameter: cast it where PostgreSQL can't tell its type.
 *
 * @example sql`select name from ${tables.users} where id = any(${ids}::text[])`
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly Part[]): Sql {
  return tag(strings, ...parts.map((part) => (Array.isArray(part) ? tag.param(part) : part)));
}

/** Text as it is: for what is ours to write, such as the schema or an admitted sort key, never for a value. */
export const raw = (text: string): Sql => tag.raw(text);

export const join = (pieces: readonly Sql[], between: Sql): Sql => tag.join([...pieces], between);

/** All of some conditions; true where there are none. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : join(conditions, sql` and `);

const dialect = new PgDialect();

/** A statement as `pg` takes it: its text with numbered parameters, and their values. */
export function statement(piece: Sql): { text: string; values: unknown[] } {
  const { sql: text, params: values } = dialect.sqlToQuery(piece);
  return { text, values };
}

/** The text of a piece that holds no value: for what takes no parameters, such as COPY. */
export function plainText(piece: Sql): string {
  const { text, values } = statement(piece);
  if (values.length > 0) throw new Error('a value stands in SQL that takes no parameters');
  return text;
}
