import { z } from 'zod';
import type { CatalogueInput } from '../catalogue/index.ts';
import {
  findInexact,
  inexact,
  poisonInText,
  type Schema,
  sentenceOf,
  unknownField,
} from '../contract/index.ts';
import { BadRequest, NotFound } from '../reports/errors.ts';
import { readJson } from './body.ts';
import { namesIn, parseQuery } from './query.ts';

const NO_QUERY = z.strictObject({});

/** The parts of a request that an endpoint's schema judges. */
export interface RequestParts {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly given: ReadonlySet<string>;
  readonly body: unknown;
}

/**
 * Reads requests by one endpoint's schema.
 *
 * @throws BadRequest that names each parameter or field and what is accepted; NotFound for a path that names
 *   nothing; HttpError 413 or 415
 */
export function createReader(schema: Schema) {
  const queries = new Map<CatalogueInput, z.ZodObject>();

  function queryOf(catalogue: CatalogueInput): z.ZodObject {
    let query = queries.get(catalogue);
    if (!query) {
      query = schema.query?.(catalogue) ?? NO_QUERY;
      queries.set(catalogue, query);
    }
    return query;
  }

  return async function read(
    request: Request,
    path: Readonly<Record<string, string>>,
    catalogue: CatalogueInput,
  ): Promise<RequestParts> {
    const accepted = queryOf(catalogue);
    const given = new URL(request.url).searchParams;
    if (schema.others)
      for (const name of [...given.keys()]) if (!Object.hasOwn(accepted.shape, name)) given.delete(name);
    const query = parseQuery(given, accepted);
    const params = readParams(schema, path);
    const body = schema.body ? readBody(schema, await readJson(request, schema.bytes)) : undefined;
    return { params, query, given: namesIn(given), body };
  };
}

function readParams(schema: Schema, given: Readonly<Record<string, string>>): Record<string, unknown> {
  for (const value of Object.values(given))
    if (value.length > 200 || poisonInText(value)) throw new NotFound('There is nothing of this name.');
  if (!schema.params) return given;
  const parsed = schema.params.safeParse(given);
  if (!parsed.success) throw new NotFound('There is nothing of this name.');
  return parsed.data;
}

function readBody(schema: Schema, json: unknown): unknown {
  if (schema.judged) return json;
  const number = findInexact(json);
  if (number) throw new BadRequest({ [number.path || 'body']: inexact(number.literal) });
  const inherited = findProto(json);
  if (inherited) throw new BadRequest({ [inherited]: 'is unknown' });
  const parsed = schema.body!.safeParse(json, { error: sentenceOf });
  if (parsed.success) {
    const poison = findPoison(parsed.data);
    if (poison) throw new BadRequest(poison);
    return parsed.data;
  }
  const fields: Record<string, string> = Object.create(null);
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        fields[[...issue.path, key].join('.')] = unknownField(key, fieldsOf(schema.body!, issue.path));
    else fields[issue.path.join('.') || 'body'] ??= issue.message;
  }
  throw new BadRequest(fields);
}

/** The path of a key that a schema would leave out without a word; null where there is none. */
function findProto(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = key === '__proto__' ? [...path, key].join('.') : findProto(each, [...path, key]);
    if (found) return found;
  }
  return null;
}

/** Names that a body takes at its top; below it they aren't told. */
function fieldsOf(body: z.ZodType, path: readonly PropertyKey[]): string[] {
  return path.length === 0 && body instanceof z.ZodObject ? Object.keys(body.shape) : [];
}

/** Text that PostgreSQL can't store, wherever it stands. */
function findPoison(value: unknown, path = ''): Record<string, string> | null {
  if (typeof value === 'string') {
    const poison = poisonInText(value);
    return poison ? { [path || 'body']: poison } : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = findPoison(each, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}
