import { html } from 'hono/html';
import type { JsonSchema, OpenApi, ParameterObject } from '../../openapi/index.ts';
import { type Html, inline } from './prose.ts';

export const parameterRows = (parameters: readonly ParameterObject[]): Html[] =>
  parameters
    .filter((each) => !each['x-alias-of'])
    .map(({ name, required, description, schema }) => row(name, schema, description, required || false));

/** Fields of a body, those inside another as `user.email`. */
export function fieldRows(schema: JsonSchema, document: OpenApi, path = '', depth = 0): Html[] {
  const { schema: target, many } = resolved(schema, document);
  const inside = many ? `${path}[]` : path;
  return Object.entries(target.properties ?? {}).flatMap(([name, field]) => {
    const full = inside ? `${inside}.${name}` : name;
    const { schema: inner } = resolved(field, document);
    const rows = [
      row(full, inner, field.description ?? inner.description ?? '', !!target.required?.includes(name)),
    ];
    return inner.properties && depth < 2 ? [...rows, ...fieldRows(field, document, full, depth + 1)] : rows;
  });
}

/** Behind references, lists and choices: of a choice, the one that tells most. */
function resolved(
  schema: JsonSchema,
  document: OpenApi,
  many = false,
): { schema: JsonSchema; many: boolean } {
  if (schema.$ref)
    return resolved(document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {}, document, many);
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  if (choices.length > 0) {
    const told = choices.map((each) => resolved(each, document, many));
    const size = (each: (typeof told)[number]) => Object.keys(each.schema.properties ?? {}).length;
    return told.reduce((best, each) => (size(each) > size(best) ? each : best));
  }
  return { schema, many };
}

const row = (name: string, schema: JsonSchema, description: string, required: boolean): Html => html`<tr>
<th scope="row"><code>${name}</code> <small>${typeOf(schema)}${required ? ', required' : ''}</small></th>
<td>${description ? html`<p>${inline(description)}</p>` : ''}${valuesOf(schema)}</td>
</tr>`;

function typeOf(schema: JsonSchema): string {
  if (schema.format === 'date-time') return 'instant';
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  return (types.join(' or ') || 'any').replace('string', 'text').replace('integer', 'whole number');
}

function valuesOf(schema: JsonSchema): Html | string {
  const values = schema.enum ?? schema.items?.enum;
  const limits = limitsOf(schema);
  const preset = schema.default === undefined ? '' : html` Default <code>${String(schema.default)}</code>.`;
  if (!values && !limits && !preset) return '';
  const accepted = values
    ? html`Takes ${values.map((value, i) => html`${i > 0 ? ', ' : ''}<code>${String(value)}</code>`)}.`
    : '';
  return html`<div class="values">${accepted}${limits}${preset}</div>`;
}

function limitsOf({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`;
  if (maxLength !== undefined) return `${minLength ?? 0} to ${maxLength} characters.`;
  return '';
}
