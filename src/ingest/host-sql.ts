/**
 * Statements that run on the host's connection too: its path may lead anywhere, its settings decide how arrays and
 * instants are read and written, and its driver sends and parses by rules of its own. So every name is qualified,
 * every parameter goes in as a text, and every value comes out as one.
 */

/** Anything that runs a statement: a pool, or a host's open transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export const EQUALS = 'operator(pg_catalog.=)';

/**
 * A parameter of a type, sent as a text whatever the driver. Told only its type, postgres.js would make JSON of a
 * text that is JSON already.
 *
 * @example parameter('$1', 'jsonb'); // '$1::pg_catalog.text::pg_catalog.jsonb'
 */
export const parameter = (name: `$${number}`, type: 'text' | 'timestamptz' | 'uuid' | 'jsonb'): string =>
  type === 'text' ? `${name}::pg_catalog.text` : `${name}::pg_catalog.text::pg_catalog.${type}`;

/** The texts of a parameter that is a JSON list, as an array. */
export const textsIn = (name: `$${number}`): string =>
  `array(select pg_catalog.jsonb_array_elements_text(${parameter(name, 'jsonb')}))`;

/** The only value of a row, whatever a driver calls its column. */
export const only = (row: unknown): unknown => Object.values(row as object)[0];

/** Likewise of JSON, which a driver may have parsed by itself. */
export function onlyJson(row: unknown): unknown {
  const value = only(row);
  return typeof value === 'string' ? JSON.parse(value) : value;
}
