import fc from 'fast-check';
import type { JsonSchema, OpenApi } from '../../src/openapi/index.ts';
import { HOSTILE, HOSTILE_JSON } from './corpus.ts';

const USERS = ['known', 'user-1', 'user-17', 'nobody', 'ünï-çödé'];
const DATES = [
  '2026-03-01',
  '2026-03-08',
  '2026-11-01',
  '2026-10-04',
  '2024-02-29',
  '1970-01-01',
  '2026-03-08T06:59:59.999Z',
  '2026-03-15T14:30:00Z',
  '2026-03-15T14:30:00+05:45',
];
const PERIODS = [
  '30days',
  '7d',
  '24h',
  '1h',
  'today',
  'yesterday',
  'week',
  'month',
  'year',
  'quarter',
  'last_month',
  'all',
  '1days',
  '365days',
];
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

/** What a field is likely to take, by its name. */
const BY_NAME: readonly [RegExp, readonly unknown[]][] = [
  [/user_?id$|target|refere|owner|sharer/i, USERS],
  [/^(startDate|endDate|from|to)$/, DATES],
  [/At$|since|until|before/, ['2026-03-15T14:30:00Z', '2026-03-15T14:30:00.123+05:45']],
  [/^period$/, PERIODS],
  [/timezone/i, ZONES],
  [/email/i, ['a@example.com', 'b+c@example.org', 'no-mail']],
  [/currency/, ['USD', 'EUR', 'JPY']],
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Texts that a parameter of this schema may take, on its bounds, and a little beyond. */
export function likelyText(name: string, schema: JsonSchema): fc.Arbitrary<string> {
  if (schema.items) {
    const item = likelyText(name, schema.items);
    return fc
      .array(item, { minLength: 1, maxLength: (schema.maxItems ?? 3) + 1 })
      .map((list) => list.join(','));
  }
  const named = BY_NAME.find(([pattern]) => pattern.test(name));
  if (named) return fc.constantFrom(...named[1].map(String));
  if (schema.enum) return fc.constantFrom(...schema.enum.map(String));
  if (schema.type === 'boolean') return fc.constantFrom('true', 'false');
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = 0, maximum = 1_000 } = schema;
    return fc.oneof(
      fc.integer({ min: minimum, max: maximum }).map(String),
      fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1).map(String),
    );
  }
  const { minLength = 0, maxLength = 50 } = schema;
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 50) }),
    fc.string({ unit: 'grapheme', minLength, maxLength: 20 }),
    fc.constantFrom('a', 'joi', 'JOI', 'Forced-Bi', 'x'.repeat(maxLength)),
  );
}

/** JSON text of a value of a schema; now and then of something else. */
export function jsonText(schema: JsonSchema, document: OpenApi, name = '', depth = 0): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: likelyJson(schema, document, name, depth) },
    { weight: 1, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_JSON) },
  );
}

function likelyJson(
  schema: JsonSchema,
  document: OpenApi,
  name: string,
  depth: number,
): fc.Arbitrary<string> {
  if (schema.$ref) {
    const target = document.components.schemas[schema.$ref.split('/').at(-1)!]!;
    return likelyJson(target, document, name, depth);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => likelyJson(each, document, name, depth)));
  if (schema.const !== undefined) return fc.constant(JSON.stringify(schema.const));
  if (schema.enum) return fc.constantFrom(...schema.enum.map((value) => JSON.stringify(value)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (depth > 5 || type === 'null') return fc.constant('null');
  if (schema.properties) return objectText(schema, document, depth);
  if (type === 'object')
    return fc.constantFrom(
      '{}',
      '{"theme":"JOI"}',
      '{"layout":"side-by-side","n":1}',
      '{"a":{"b":[1,"x",null]}}',
    );
  if (type === 'array')
    return fc
      .array(jsonText(schema.items ?? {}, document, name, depth + 1), {
        maxLength: Math.min(4, schema.maxItems ?? 4),
      })
      .map((list) => `[${list.join()}]`);
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'integer' || type === 'number') return likelyText(name, schema);
  if (!type) return fc.json({ maxDepth: 2 });
  if (name === 'action') return fc.constantFrom('"session_created"', '"smart_caption_generated"', '"nope"');
  if (schema.format === 'uuid') return fc.uuid().map((id) => JSON.stringify(id));
  if (schema.format === 'date-time')
    return fc.constantFrom('"2026-03-15T14:30:00Z"', '"2026-02-30T00:00:00Z"');
  return likelyText(name, schema).map((text) => JSON.stringify(text));
}

/** Built as text, so that a key `__proto__` is one. */
function objectText(schema: JsonSchema, document: OpenApi, depth: number): fc.Arbitrary<string> {
  const fields = Object.entries(schema.properties ?? {}).map(([key, each]) =>
    fc.tuple(fc.integer({ min: 0, max: 9 }), jsonText(each, document, key, depth + 1)).map(([dice, text]) => {
      const there = schema.required?.includes(key) ? dice > 0 : dice > 4;
      return there ? `${JSON.stringify(key)}:${text}` : '';
    }),
  );
  const stray = fc.oneof(
    { weight: 15, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '"__proto__":{"polluted":true}',
        '"constructor":{"prototype":{"polluted":1}}',
        '"stray":1',
      ),
    },
  );
  return fc.tuple(...fields, stray).map((parts) => `{${parts.filter(Boolean).join()}}`);
}
