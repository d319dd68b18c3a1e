import { describe, expect, it } from 'vitest';
import { defaultCatalogue, defineCatalogue } from '../catalogue/index.ts';
import { type EndpointName, exampleOf, type Route, routes, type Schema, schemas } from '../contract/index.ts';
import { nameless, openApiDocument } from './index.ts';
import type { JsonSchema, Operation } from './types.ts';

const document = openApiDocument({ catalogue: defaultCatalogue, basePath: '/insights', version: '1.2.3' });
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: operation.operationId,
    path,
    method,
    operation,
  })),
);
const operationOf = (name: EndpointName) => operations.find((each) => each.name === name)!.operation;

const ownCatalogue = defineCatalogue({
  name: 'forge',
  features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
  actions: { commit_pushed: { feature: 'changes', label: 'Commit' } },
  counters: {
    commitsPushed: { label: 'Commits', feature: 'changes', actions: ['commit_pushed'], ranked: true },
  },
  breakdowns: { topic: { label: 'Topic', actions: ['commit_pushed'], values: { feat: 'Feature' } } },
  totals: { sessions: [], mediaAdded: [], mediaRemoved: [], captions: [], allCaptions: [], compositions: [] },
});

describe('the document', () => {
  it('has every endpoint once, at its method and path', () => {
    const told = operations.map(({ name, method, path }) => [name, `${method.toUpperCase()} ${path}`]);
    const expected = Object.entries<Route>(routes).map(([name, { method, path }]) => [
      name,
      `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
    expect(document.servers).toEqual([{ url: '/insights' }]);
    expect(document.info.version).toBe('1.2.3');
  });

  it.each(operations)('describes $name and all that it takes', ({ operation }) => {
    expect(operation.summary).toMatch(/^[A-Z].{5,120}[^.]$/);
    expect(operation.description).toMatch(/[Oo]pen to/);
    expect(operation.tags).toHaveLength(1);
    const silent = operation.parameters.filter(({ description }) => !description).map(({ name }) => name);
    expect(silent).toEqual([]);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '503']));
  });

  it('refers to nothing that is not there, and has nothing that is not referred to', () => {
    const { paths, components } = document;
    const refs = [
      ...JSON.stringify({ paths, components }).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g),
    ];
    const referred = new Set(refs.map(([, kind, name]) => `${kind}/${name}`));
    const there = [
      ...Object.keys(components.schemas).map((name) => `schemas/${name}`),
      ...Object.keys(components.responses).map((name) => `responses/${name}`),
    ];
    expect([...referred].filter((each) => !there.includes(each))).toEqual([]);
    expect(there.filter((each) => !referred.has(each) && each !== 'schemas/Problem')).toEqual([]);
  });

  it('tells closed endpoints from open ones', () => {
    const keyOrSession = [{ key: [] }, { session: [] }];
    expect(operationOf('analytics').security).toEqual(keyOrSession);
    expect(operationOf('track').security).toEqual([{ key: [] }]);
    expect(operationOf('apiDocs').security).toEqual([]);
    expect(Object.keys(operationOf('analytics').responses)).toEqual(
      expect.arrayContaining(['401', '403', '304']),
    );
  });

  it('takes values from the catalogue, and defaults, limits and other names from the schema', () => {
    const by = parametersOf(operationOf('usageAnalytics'));
    expect(by.feature!.schema.enum).toEqual(Object.keys(defaultCatalogue.features));
    expect(by.pageSize!.schema).toEqual({ type: 'integer', minimum: 1, maximum: 500, default: 20 });
    expect(by.limit).toMatchObject({ 'x-alias-of': 'pageSize', schema: by.pageSize!.schema });
    expect(by.excludeInternal!.schema).toEqual({ type: 'boolean', default: true });
    expect(by.groupBy).toMatchObject({
      style: 'form',
      explode: false,
      schema: { type: 'array', maxItems: 2, items: { enum: expect.arrayContaining(['day', 'theme']) } },
    });
    expect(by['filter[details.NAME]']).toBeDefined();
    const forge = openApiDocument({ catalogue: ownCatalogue, basePath: '', version: '1' });
    const own = parametersOf(forge.paths['/api/admin/usage-analytics']!.get!);
    expect(own.sortBy!.schema.enum).toContain('commitsPushed');
    expect(own.topic).toMatchObject({ example: 'feat' });
    expect(own.theme).toBeUndefined();
  });

  it('can keep the names of a catalogue to itself', () => {
    const text = JSON.stringify(
      openApiDocument({ catalogue: nameless(ownCatalogue), basePath: '', version: '1' }),
    );
    for (const name of ['commit_pushed', 'commitsPushed', 'changes', 'topic'])
      expect(text).not.toContain(`"${name}"`);
    expect(text).not.toContain('"enum":[]');
  });

  it('lets answers grow: only bodies and their parts refuse what is unknown', () => {
    const analytics = document.components.schemas.Analytics!;
    expect(analytics.additionalProperties).toBeUndefined();
    expect(analytics.properties!.meta).toEqual({ $ref: '#/components/schemas/Meta' });
    const body = bodyOf(operationOf('recordReferrals'));
    expect(JSON.stringify(body)).toContain('additionalProperties":false');
  });
});

describe('examples', () => {
  const sent = operations.map(({ name }) => name as EndpointName);

  it.each(sent)('%s takes its own', (name) => {
    const { query = {}, body, params = {} } = exampleOf(name);
    const schema: Schema = schemas[name];
    const { breakdowns, ...plain } = query as Record<string, unknown>;
    const asText = Object.entries({ ...plain, ...(breakdowns as object) }).map(([key, value]) => [
      key,
      key === 'details' ? value : String(value),
    ]);
    expect(schema.query?.(defaultCatalogue).safeParse(Object.fromEntries(asText)).error).toBeUndefined();
    expect(schema.body?.safeParse(body).error).toBeUndefined();
    expect(schema.params?.safeParse(params).error).toBeUndefined();
    const names = [...routes[name].path.matchAll(/:(\w+)/g)].map(([, each]) => each);
    expect(Object.keys(params)).toEqual(names);
  });
});

const parametersOf = ({ parameters }: Operation) =>
  Object.fromEntries(parameters.map((each) => [each.name, each]));

function bodyOf({ requestBody }: Operation): JsonSchema {
  const { schema } = requestBody!.content['application/json']!;
  return document.components.schemas[schema!.$ref!.split('/').at(-1)!]!;
}
