import type { CatalogueInput } from '../catalogue/index.ts';
import { type EndpointName, families, Problem, type Route, routes } from '../contract/index.ts';
import { securitySchemes } from './access.ts';
import { createComponents } from './components.ts';
import { operationOf } from './operation.ts';
import { refusalResponses } from './refusals.ts';
import type { OpenApi, PathMethod } from './types.ts';

export interface DocumentOptions {
  /** Its names are the accepted values of parameters. */
  readonly catalogue: CatalogueInput;
  /** Where the server is mounted: `/insights`, or empty. */
  readonly basePath: string;
  /** Of the program, e.g. `1.4.0`. */
  readonly version: string;
}

const description = `Activity analytics of a platform: what it sends, and every report over it.

- Send an API key as \`Authorization: Bearer KEY\`, or call with the session of a signed-in operator.
- Unknown, repeated or bad parameters are refused with 400; \`fields\` names each and what is accepted.
- Errors are problem documents (RFC 9457, \`application/problem+json\`).
- Bodies are JSON in UTF-8, plain or gzipped, up to 1 MiB after decompression.
- Instants are ISO 8601 in UTC with milliseconds; ranges include their start and exclude their end.`;

/** The whole interface as OpenAPI 3.1, made of routes and schemas. */
export function openApiDocument({ catalogue, basePath, version }: DocumentOptions): OpenApi {
  const components = createComponents();
  components.schemaOf('output', Problem);
  const paths: OpenApi['paths'] = {};
  for (const family of families)
    for (const name of Object.keys(family.routes) as EndpointName[]) {
      const { path, method }: Route = routes[name];
      const address = path.replace(/:(\w+)/g, '{$1}');
      paths[address] = {
        ...paths[address],
        [method.toLowerCase() as PathMethod]: operationOf(name, catalogue, components),
      };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'joip-analytics',
      version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath || '/' }],
    tags: families
      .filter(({ routes }) => Object.keys(routes).length > 0)
      .map(({ title, description }) => ({ name: title, description })),
    paths,
    components: { schemas: components.used(), responses: refusalResponses, securitySchemes },
  };
}

/** What is told of a catalogue to whom its names are no business: nothing. */
export const nameless = (catalogue: CatalogueInput): CatalogueInput => ({
  ...catalogue,
  features: {},
  actions: {},
  counters: {},
  breakdowns: {},
});
