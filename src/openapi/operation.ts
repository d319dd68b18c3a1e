import type { CatalogueInput } from '../catalogue/index.ts';
import {
  type EndpointName,
  exampleOf,
  type Family,
  families,
  type Route,
  routes,
  type Schema,
  schemas,
} from '../contract/index.ts';
import { accessOf, securityOf } from './access.ts';
import type { Components } from './components.ts';
import { parametersOf } from './parameters.ts';
import { refusalsOf } from './refusals.ts';
import type { MediaTypeObject, Operation, ResponseObject } from './types.ts';

const JSON_TYPE = 'application/json';

/** Everything that is told of one endpoint. */
export function operationOf(
  name: EndpointName,
  catalogue: CatalogueInput,
  components: Components,
): Operation {
  const route: Route = routes[name];
  const schema: Schema = schemas[name];
  const example = exampleOf(name);
  const chapter = chapterOf(name);
  const status = statusOf(name);
  return {
    operationId: name,
    tags: [chapter.title],
    summary: chapter.summaries[name]!,
    description: [example.description, accessOf(route), auditOf(route)].filter(Boolean).join('\n\n'),
    security: securityOf(route),
    parameters: parametersOf(name, catalogue),
    ...(schema.body
      ? {
          requestBody: {
            required: true,
            content: {
              [JSON_TYPE]: {
                schema: components.schemaOf('input', schema.body),
                ...(example.body === undefined ? {} : { example: example.body }),
              },
            },
          },
        }
      : {}),
    responses: {
      [status]: successOf(schema, components),
      ...Object.fromEntries(
        Object.entries(example.also ?? {}).map(([other, description]) => [
          other,
          { ...successOf(schema, components), description },
        ]),
      ),
      ...(route.data === 'aggregate' ? { 304: { description: 'The same as `If-None-Match` names.' } } : {}),
      ...refusalsOf(route, schema, example.errors),
    },
  };
}

/** The family that an endpoint is of, by its title. */
const chapterOf = (name: EndpointName): Family => families.find(({ routes }) => Object.hasOwn(routes, name))!;

/** Status of an endpoint's good answer. */
export function statusOf(name: EndpointName): number {
  const { answer, media }: Schema = schemas[name];
  return exampleOf(name).status ?? (answer || media ? 200 : 204);
}

function auditOf(route: Route): string {
  const audited = route.audited ?? (route.access === 'admin' || route.access === 'viewer');
  return audited ? 'Every call is written to the audit log.' : '';
}

function successOf({ answer, media = [] }: Schema, components: Components): ResponseObject {
  const content: Record<string, MediaTypeObject> = {
    ...(answer ? { [JSON_TYPE]: { schema: components.schemaOf('output', answer) } } : {}),
    ...Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }])),
  };
  return Object.keys(content).length > 0
    ? { description: 'Done.', content }
    : { description: 'Done; no body.' };
}
