import type { EndpointName } from '../../src/contract/index.ts';
import type { JsonSchema, OpenApi, Operation } from '../../src/openapi/index.ts';
import { HOSTILE, HOSTILE_JSON } from './corpus.ts';
import type { Fuzzed } from './requests.ts';

type Place = Pick<Fuzzed, 'params' | 'query' | 'field'>;

/**
 * Every hostile text in every parameter, path and field, one at a time in a call that is good otherwise.
 *
 * @param each takes every n-th text in a place, another one in the next; 1 for all
 */
export function* sweep(document: OpenApi, each: number): Generator<Fuzzed> {
  let place = 0;
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item)))
    for (const texts of placesOf(operation, document)) {
      place++;
      for (let i = place % each; i < texts.length; i += each)
        yield {
          endpoint: operation.operationId as EndpointName,
          who: 'right',
          body: null,
          headers: {},
          ...texts[i]!,
        };
    }
}

/** For each place of a call, the calls with a hostile text there. */
function placesOf(operation: Operation, document: OpenApi): Place[][] {
  const parameters = operation.parameters.map((parameter) =>
    HOSTILE.map((text): Place => {
      const { name } = parameter;
      if (parameter.in === 'path') return { params: { [name]: text }, query: null };
      return { params: null, query: [[name.replace('NAME', text.slice(0, 50) || 'x'), text]] };
    }),
  );
  const schema = operation.requestBody?.content['application/json']?.schema;
  const texts = [...HOSTILE.map((text) => JSON.stringify(text)), ...HOSTILE_JSON];
  const fields = schema ? [...new Set(pathsIn(schema, document).map((path) => path.join('.')))] : [];
  const bodies = fields.map((path) =>
    texts.map((json): Place => ({ params: null, query: null, field: { path: path.split('.'), json } })),
  );
  return [...parameters, ...bodies];
}

function pathsIn(schema: JsonSchema, document: OpenApi, depth = 0): string[][] {
  if (schema.$ref)
    return pathsIn(document.components.schemas[schema.$ref.split('/').at(-1)!]!, document, depth);
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((part) =>
    pathsIn(part, document, depth),
  );
  if (depth > 3) return parts;
  const items = schema.items ? pathsIn(schema.items, document, depth + 1).map((path) => ['0', ...path]) : [];
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [
    [name],
    ...pathsIn(each, document, depth + 1).map((path) => [name, ...path]),
  ]);
  return [...parts, ...items, ...properties];
}
