import { type Sql, sql } from '../db/sql.ts';

/**
 * What a detail of a row says, as texts: those of a list's elements, else its own; numbers and booleans as they are
 * written. Null, an object, and an element that is a list or an object say nothing. Filters, groups and counts of
 * distinct values all read details by these two.
 *
 * @param detail an expression of type jsonb
 */
export const textsSql = (detail: Sql): Sql =>
  sql`case when jsonb_typeof(${detail}) = 'array' then
     (select jsonb_agg(distinct e.item #>> '{}') from jsonb_array_elements(${detail}) as e(item) where ${isPlain(sql`e.item`)})
   when ${isPlain(detail)} then jsonb_build_array(${detail} #>> '{}') end`;

/**
 * Condition: a text is one of them.
 *
 * @param value an expression of type text
 */
export const saysSql = (detail: Sql, value: Sql): Sql =>
  sql`case when jsonb_typeof(${detail}) = 'array' then
     exists (select 1 from jsonb_array_elements(${detail}) as e(item) where ${isPlain(sql`e.item`)} and e.item #>> '{}' = ${value})
   else ${isPlain(detail)} and ${detail} #>> '{}' = ${value} end`;

const isPlain = (json: Sql) => sql`jsonb_typeof(${json}) in ('string', 'number', 'boolean')`;

/** What `textsSql` answered. */
export const readTexts = (json: string | null | undefined): readonly string[] =>
  json ? (JSON.parse(json) as string[]) : [];
