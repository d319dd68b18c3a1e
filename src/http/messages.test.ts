import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { type EndpointName, exampleOf, type Route, routes, type Schema, schemas } from '../contract/index.ts';
import { BadRequest } from '../reports/errors.ts';
import { createReader } from './read.ts';

/** What a validator says by itself; `:>=3` is a rule's own spelling. */
const RAW =
  /Invalid (?:input|option|string|key|element|value|[A-Z]{2}|e-?mail|url|date)|expected (?:string|number|int|boolean|array|object|one of)|received |Too (?:big|small)|Unrecognized key|Must be|(?<!:)[<>]=/i;
const SENTENCE = /^(?:(?:rule|step) \d+ )?(?:takes|is|isn't|needs|has|holds|and|differs)\b/;

function expectSentences(fields: Readonly<Record<string, string>>): void {
  for (const [name, message] of Object.entries(fields)) {
    expect(name).not.toBe('');
    expect(`${name}: ${message}`).not.toMatch(RAW);
    expect(message).toMatch(SENTENCE);
  }
}

async function refusalOf(endpoint: EndpointName, query: string, body?: unknown) {
  const request = new Request(`http://localhost/?${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  try {
    await createReader(schemas[endpoint])(request, exampleOf(endpoint).params ?? {}, defaultCatalogue);
    return null;
  } catch (error) {
    if (error instanceof BadRequest) return error.fields;
    throw error;
  }
}

const LONG = 'x'.repeat(5_000);
const TEXTS = [
  '',
  ' ',
  'x',
  LONG,
  '-1',
  '0',
  '1e9',
  '99999999999',
  'true',
  'null',
  'a,b,c',
  '[]',
  '\u{1f600}',
  '2026-02-31',
  '%',
];
const VALUES = [
  '',
  ' ',
  'x',
  LONG,
  -1,
  0,
  1.5,
  1e15,
  true,
  null,
  [],
  ['', 'x'],
  Array(2_000).fill('x'),
  {},
  { x: 1 },
];
/** Taken by the schema as they come; the report says which there are. */
const ANY = new Set(['userUsage action', 'userUsage feature']);
const names = Object.keys(routes) as EndpointName[];

const asked = names.flatMap((name) =>
  Object.keys((schemas[name] as Schema).query?.(defaultCatalogue).shape ?? {}).map(
    (parameter) => [name, parameter === 'details' ? 'filter[details.x]' : parameter] as const,
  ),
);

it.each(asked)('%s says in words what it takes for %s', async (name, parameter) => {
  const key = encodeURIComponent(parameter);
  let refused = 0;
  for (const text of TEXTS) {
    const fields = await refusalOf(name, `${key}=${encodeURIComponent(text)}`);
    if (!fields) continue;
    refused++;
    expectSentences(fields);
  }
  const twice = await refusalOf(name, `${key}=1&${key}=1`);
  expect(twice).toMatchObject({ [parameter]: 'is given twice; give it once' });
  if (!(schemas[name] as Schema).others) {
    const unknown = await refusalOf(name, 'nothing=1');
    expectSentences(unknown!);
  }
  if (!ANY.has(`${name} ${parameter}`) && !parameter.startsWith('filter['))
    expect(refused).toBeGreaterThan(0);
});

const sent = names.filter((name) => (schemas[name] as Schema).body);
/** The field by its path in a body that is right; nothing where it stands for the whole. */
const fieldsOf = (body: unknown): string[] =>
  Object.entries(body as object).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [name, ...fieldsOf(value).map((inner) => `${name}.${inner}`)]
      : [name],
  );

function withField(body: unknown, path: string, value: unknown): unknown {
  const [first, ...rest] = path.split('.');
  const inner = (body as Record<string, unknown>)[first!];
  return { ...(body as object), [first!]: rest.length > 0 ? withField(inner, rest.join('.'), value) : value };
}

const shapeOf = (schema: z.ZodType): string[] => Object.keys((schema as { shape?: object }).shape ?? {});

describe('a body', () => {
  let s: TestServer;
  let key: string;
  beforeAll(async () => {
    s = await testServer();
    key = await s.key('track');
  });
  afterAll(() => s.close());

  it.each(sent.filter((name) => !(schemas[name] as Schema).judged))(
    'of %s is refused in words',
    async (name) => {
      const { body } = exampleOf(name);
      const all = new Set([...fieldsOf(body), ...shapeOf((schemas[name] as Schema).body!), 'nothing']);
      for (const path of all)
        for (const value of VALUES)
          expectSentences((await refusalOf(name, '', withField(body, path, value))) ?? {});
      for (const value of VALUES) expectSentences((await refusalOf(name, '', value)) ?? {});
      expect(await refusalOf(name, '', { nothing: 1 })).not.toBe(null);
    },
  );

  it.each(sent.filter((name) => (schemas[name] as Schema).judged))(
    'of %s is judged in words',
    async (name) => {
      const { path }: Route = routes[name];
      const { body } = exampleOf(name);
      const [whole, one] =
        'activities' in (body as object)
          ? ['activities', (body as { activities: unknown[] }).activities[0]]
          : ['items', body];
      const items = [...fieldsOf(one), 'nothing'].flatMap((field) =>
        VALUES.map((value) => withField(one, field, value)),
      );
      const answer = await s.post(
        path,
        { [whole as string]: [...items, ...VALUES].slice(0, 1_000) },
        { as: key },
      );
      const told = answer.json.results as {
        outcome: string;
        message?: string;
        fields?: Record<string, string>;
      }[];
      for (const { message, fields } of told) {
        if (message) expect(message).not.toMatch(RAW);
        expectSentences(fields ?? {});
      }
      expect(
        told.filter(({ outcome }) => outcome !== 'committed' && outcome !== 'recorded').length,
      ).toBeGreaterThan(5);
      for (const odd of [null, [], 'x', 1, {}, { [whole as string]: [] }, { [whole as string]: 1 }]) {
        const { json } = await s.post(path, odd, { as: key });
        expect(JSON.stringify(json)).not.toMatch(RAW);
      }
    },
  );
});
