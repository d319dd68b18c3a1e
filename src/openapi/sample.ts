import type { JsonSchema, OpenApi } from './types.ts';

const AT = '2026-03-15T14:30:00.000Z';
const ID = '0195a2c4-7d10-7f3e-9c55-1b2f0f6f9a41';

/** Values by the name of their field, where a schema tells no more than a text or a number. */
const BY_NAME: readonly [RegExp, unknown][] = [
  [/^(?:eventId|requestId|id)$/, ID],
  [/(?:At|^start|^timestamp|^at|^since|^until)$/, AT],
  [/^end$/, '2026-03-22T14:30:00.000Z'],
  [/^day$/, '2026-03-15'],
  [/^email$/, 'mara@example.com'],
  [/^(?:userId|target)$/, 'user-17'],
  [/^name$/, 'Mara Lindqvist'],
  [/^avatarUrl$/, null],
  [/^timezone$/, 'Europe/Berlin'],
  [/^currency$/, 'USD'],
  [/^feature$/, 'sessions'],
  [/^action$/, 'session_created'],
  [/^code$/, 'MARA10'],
  [/^role$/, 'admin'],
  [/^nextCursor$/, 'MTc0MjA0OTAwMDAwMA'],
  [/Percent$/, 12.5],
  [/^conversionRate$/, 0.4],
  [/^icon$/, 'Image'],
  [/^label$/, 'Sessions'],
  [/^details$/, { title: 'Sunset' }],
];

/** A value of a schema, the same at each call: what an answer looks like. */
export function sampleOf(schema: JsonSchema, document: OpenApi, name = '', depth = 0): unknown {
  if (schema.$ref) {
    const target = document.components.schemas[schema.$ref.split('/').at(-1)!];
    return target && depth < 8 ? sampleOf(target, document, name, depth + 1) : {};
  }
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  const named = BY_NAME.find(([pattern]) => pattern.test(name));
  if (named && !schema.properties && fits(named[1], schema)) return named[1];
  if (choice) return sampleOf(choice, document, name, depth);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (schema.properties || type === 'object') return sampleObject(schema, document, depth);
  if (type === 'array') return [sampleOf(schema.items ?? {}, document, name, depth)];
  if (type === 'number' || type === 'integer') return Math.max(numberOf(name), schema.minimum ?? 0);
  if (type === 'boolean') return false;
  if (type === 'string') return schema.format === 'date-time' ? AT : 'text';
  return type === 'null' || !type ? null : {};
}

function sampleObject(schema: JsonSchema, document: OpenApi, depth: number): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length > 0)
    return Object.fromEntries(fields.map(([key, each]) => [key, sampleOf(each, document, key, depth)]));
  const rest = schema.additionalProperties;
  return typeof rest === 'object' ? { sessionsCreated: sampleOf(rest, document, '', depth) } : {};
}

function fits(value: unknown, schema: JsonSchema): boolean {
  const branches = [schema, ...(schema.anyOf ?? [])];
  const types = branches.flatMap(({ type }) => type ?? []);
  if (types.length === 0 && !schema.anyOf) return true;
  const told = value === null ? 'null' : typeof value;
  return types.includes(told);
}

/** Small numbers that differ from field to field. */
function numberOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 97;
  return sum;
}
