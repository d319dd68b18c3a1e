import type { z } from 'zod';
import type { CatalogueInput } from '../catalogue/index.ts';
import {
  type BracketedField,
  bracketed,
  type EndpointName,
  isBracketed,
  type Route,
  routes,
  type Schema,
  schemas,
} from '../contract/index.ts';
import { plainSchema } from './components.ts';
import { COMMON, IN_BRACKETS, OWN, PATH, type ParameterNote } from './parameter-notes.ts';
import type { JsonSchema, ParameterObject } from './types.ts';

const ALIASES: Readonly<Record<string, string>> = { startDate: 'from', endDate: 'to', pageSize: 'limit' };

/** Accepted parameters of an endpoint, names and values from the catalogue. */
export function parametersOf(name: EndpointName, catalogue: CatalogueInput): ParameterObject[] {
  return [...pathParameters(name), ...queryParameters(name, catalogue)];
}

function pathParameters(name: EndpointName): ParameterObject[] {
  const shape = (schemas[name] as Schema).params?.shape ?? {};
  return [...(routes[name] as Route).path.matchAll(/:(\w+)/g)].map(([, each]) => {
    const given = shape[each!] as z.ZodType | undefined;
    const schema: JsonSchema = given
      ? plainSchema('input', given)
      : { type: 'string', minLength: 1, maxLength: 200 };
    const description = schema.description ?? PATH[each!] ?? '';
    return { name: each!, in: 'path', required: true, description, schema: without(schema, 'description') };
  });
}

function queryParameters(endpoint: EndpointName, catalogue: CatalogueInput): ParameterObject[] {
  const shape = (schemas[endpoint] as Schema).query?.(catalogue).shape ?? {};
  return Object.entries(shape).flatMap(([name, zod]) => {
    if (isBracketed(name)) return [bracketedParameter(name)];
    const parameter = queryParameter(endpoint, name, zod as z.ZodType, catalogue);
    const alias = ALIASES[name];
    if (!alias) return [parameter];
    const description = `Another name of \`${name}\`.`;
    return [
      { ...parameter, description: `${parameter.description} Also as \`${alias}\`.` },
      { ...parameter, name: alias, description, 'x-alias-of': name },
    ];
  });
}

function queryParameter(
  endpoint: EndpointName,
  name: string,
  zod: z.ZodType,
  catalogue: CatalogueInput,
): ParameterObject {
  const sent = plainSchema('input', zod);
  const read = plainSchema('output', zod);
  const breakdown = Object.hasOwn(catalogue.breakdowns, name) ? catalogue.breakdowns[name] : undefined;
  const told: ParameterNote | undefined = breakdown
    ? {
        description: `Activity whose \`details.${name}\` is this value, whatever its case or separators.`,
        example: Object.keys(breakdown.values)[0],
      }
    : (OWN[endpoint]?.[name] ?? COMMON[name]);
  const description = sent.description ?? told?.description ?? '';
  const list = read.type === 'array' && sent.type === 'string';
  const schema = plainer(without(without(list ? read : sent, 'description'), 'default'));
  // Of a number that is sent as text, only what is read tells the default.
  const usual = read.default ?? sent.default;
  if (usual !== undefined) schema.default = usual;
  const example = told?.example ?? sent.examples?.[0];
  return {
    name,
    in: 'query',
    ...(zodIsRequired(zod) ? { required: true } : {}),
    description,
    schema,
    ...(list ? { style: 'form' as const, explode: false } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

const zodIsRequired = (zod: z.ZodType) => !zod.safeParse(undefined).success;

/** `filter[details.NAME]=VALUE` for any NAME, which OpenAPI has no word for. */
const bracketedParameter = (field: BracketedField): ParameterObject => ({
  name: bracketed(field, 'NAME'),
  in: 'query',
  description: IN_BRACKETS[field],
  schema: { type: 'string' },
});

/** What a value is, where it is told as the text that a query carries. */
function plainer(schema: JsonSchema): JsonSchema {
  if (schema.items) return { ...schema, items: plainer(schema.items) };
  if (schema.enum?.join() === 'true,false') return { type: 'boolean' };
  if (schema.pattern === '^\\d{1,9}$') return { ...without(schema, 'pattern'), type: 'integer' };
  // A catalogue that isn't told has no names to accept.
  return schema.enum?.length === 0 ? without(schema, 'enum') : schema;
}

function without(schema: JsonSchema, key: string): JsonSchema {
  const { [key]: _, ...rest } = schema;
  return rest;
}
