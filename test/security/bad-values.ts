import type { JsonSchema } from '../../src/openapi/index.ts';

/** Texts that a parameter of this schema must refuse. */
export function badValues(schema: JsonSchema): string[] {
  const inner = schema.items ?? schema;
  const values = ['a\u0000b'];
  if (schema.type === 'array') values.push('', ',', 'nope,nope,nope');
  if (inner.enum) values.push('nope', `${inner.enum[0]}'`, '__proto__');
  if (inner.pattern) values.push('!', '1; drop table users', `${'9'.repeat(400)}x`);
  if (inner.format) values.push('!');
  if (inner.type === 'integer') {
    values.push('abc', '1.5', '-1', '1e3', '0x10', ' 1', '9'.repeat(20));
    if (inner.minimum !== undefined && inner.minimum > 0) values.push(String(inner.minimum - 1));
    if (inner.maximum !== undefined) values.push(String(inner.maximum + 1));
  }
  if (inner.type === 'boolean') values.push('maybe', 'TRUE', '1');
  if (inner.maxLength !== undefined) values.push('x'.repeat(inner.maxLength + 1));
  if (inner.minLength) values.push('');
  return values;
}
