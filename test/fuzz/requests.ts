import fc from 'fast-check';
import type { EndpointName } from '../../src/contract/index.ts';
import type { OpenApi, Operation, ParameterObject } from '../../src/openapi/index.ts';
import { BROKEN_BODIES } from './corpus.ts';
import { hostileText, jsonText, likelyText } from './values.ts';

export type Who = 'right' | 'anonymous' | 'forged' | 'viewer' | 'track' | 'read' | 'admin';

/** One request; what is null in it is taken from a call that works. */
export interface Fuzzed {
  readonly endpoint: EndpointName;
  readonly who: Who;
  readonly params: Readonly<Record<string, string>> | null;
  readonly query: readonly (readonly [string, string])[] | null;
  /** JSON text, or what should be. */
  readonly body: string | null;
  /** JSON text for one field of the body that works. */
  readonly field?: { readonly path: readonly string[]; readonly json: string };
  readonly headers: Readonly<Record<string, string>>;
}

const likeness = (name: string, schema: ParameterObject['schema']) =>
  fc.oneof({ weight: 4, arbitrary: likelyText(name, schema) }, { weight: 1, arbitrary: hostileText });

const who: fc.Arbitrary<Who> = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Who>('right') },
  { weight: 4, arbitrary: fc.constantFrom<Who>('anonymous', 'forged', 'viewer', 'track', 'read', 'admin') },
);

const headers = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'if-none-match': '*' },
      { 'if-none-match': 'W/"x", "y"' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'br' },
      { 'content-length': '-1' },
      { 'content-length': '99999999' },
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-forwarded-for': "1.2.3.4, ' or 1=1" },
      { forwarded: 'for="[::1]"' },
      { 'x-http-method-override': 'DELETE' },
      { accept: 'application/xml' },
      { 'user-agent': 'x'.repeat(3_000) },
      { authorization: 'Basic YTpi' },
      { authorization: 'Bearer ' },
      { cookie: 'joip_session=; joip_session=x; __Host-joip_session=%00' },
      { range: 'bytes=0-1' },
      { 'x-visit-id': 'a\u00ffb' },
    ),
  },
);

/** Parameters as the document has them: one of them hostile, several likely, or anything at all. */
function queryOf(parameters: readonly ParameterObject[]): fc.Arbitrary<(readonly [string, string])[]> {
  if (parameters.length === 0)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant([] as (readonly [string, string])[]) },
      { weight: 1, arbitrary: fc.tuple(hostileText, hostileText).map((pair) => [pair]) },
    );
  const named = fc
    .constantFrom(...parameters)
    .chain((each) =>
      fc.tuple(
        each.name.includes('NAME')
          ? fc
              .oneof(fc.constantFrom('mood', 'theme', 'title'), hostileText)
              .map((name) => each.name.replace('NAME', name))
          : fc.constant(each.name),
        likeness(each.name, each.schema),
      ),
    );
  const unique = fc.uniqueArray(named, { maxLength: 4, selector: ([name]) => name });
  return fc.oneof(
    { weight: 6, arbitrary: unique },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...parameters)
        .chain(({ name }) => hostileText.map((text) => [[name, text] as const])),
    },
    { weight: 1, arbitrary: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 3 }) },
    { weight: 1, arbitrary: named.map((pair) => [pair, pair]) },
  );
}

function requestOf(operation: Operation, document: OpenApi): fc.Arbitrary<Fuzzed> {
  const inQuery = operation.parameters.filter((each) => each.in === 'query');
  const inPath = operation.parameters.filter((each) => each.in === 'path');
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body: fc.Arbitrary<string> = schema
    ? fc.oneof(
        { weight: 12, arbitrary: jsonText(schema, document) },
        { weight: 1, arbitrary: fc.constantFrom(...BROKEN_BODIES) },
        { weight: 1, arbitrary: hostileText },
      )
    : fc.constant('');
  return fc.record({
    endpoint: fc.constant(operation.operationId as EndpointName),
    who,
    params: fc.option(
      fc.record(Object.fromEntries(inPath.map(({ name, schema: each }) => [name, likeness(name, each)]))),
      { freq: 2 },
    ),
    query: fc.option(queryOf(inQuery), { freq: 8 }),
    body: fc.option(body, { freq: 4 }),
    headers,
  });
}

/** Requests to every operation of a document, each as often as the others. */
export function requestsTo(document: OpenApi): readonly fc.Arbitrary<Fuzzed>[] {
  return Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .map((operation) => requestOf(operation, document));
}
