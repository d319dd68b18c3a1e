import type { z } from 'zod';
import { poisonInText, sentenceOf } from '../contract/index.ts';
import { BadRequest } from '../reports/errors.ts';

const ALIASES: Readonly<Record<string, string>> = { from: 'startDate', to: 'endDate', limit: 'pageSize' };
const DETAIL = /^filter\[details\.([^\]]{1,100})\]$/;

/**
 * Reads a query string by an endpoint's schema.
 *
 * @throws BadRequest that names every parameter which is unknown, repeated or not accepted, and what is.
 */
export function parseQuery<S extends z.ZodObject>(params: URLSearchParams, schema: S): z.infer<S> {
  const fields: Record<string, string> = Object.create(null);
  const values: Record<string, unknown> = Object.create(null);
  // Names are the caller's: on a plain object `__proto__` would be none.
  const details: Record<string, string> = Object.create(null);
  /** The caller's own word for a parameter, which the answer uses too. */
  const givenAs = new Map<string, string>();
  const seen = new Set<string>();
  for (const [given, value] of params) {
    const detail = 'details' in schema.shape ? DETAIL.exec(given)?.[1] : undefined;
    const name = Object.hasOwn(ALIASES, given) ? ALIASES[given]! : given;
    const poison = poisonInText(value);
    if (seen.has(name)) fields[given] = 'is given twice; give it once';
    else if (detail === undefined && (name === 'details' || !Object.hasOwn(schema.shape, name)))
      fields[given] = `is unknown; accepted: ${accepted(schema)}`;
    else if (poison) fields[given] = poison;
    else if (detail !== undefined) details[detail] = value;
    else values[name] = value;
    seen.add(name);
    givenAs.set(name, given);
  }
  if (Object.keys(details).length > 0) values.details = details;
  const parsed = schema.safeParse(values, { error: sentenceOf });
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? '');
      const given = givenAs.get(name) ?? name;
      fields[given] ??= issue.message.replace(new RegExp(`^${name} `), '');
    }
  if (!parsed.success || Object.keys(fields).length > 0) throw new BadRequest(fields);
  return parsed.data;
}

function accepted(schema: z.ZodObject): string {
  const names = Object.keys(schema.shape).map((name) => (name === 'details' ? 'filter[details.NAME]' : name));
  const aliases = Object.keys(ALIASES).filter((alias) => Object.hasOwn(schema.shape, ALIASES[alias]!));
  return names.length > 0 ? [...names, ...aliases].join(', ') : 'none';
}

/** The parameters that a query string gives, under the names of the schema; the others have their defaults. */
export function namesIn(params: URLSearchParams): ReadonlySet<string> {
  return new Set(
    [...params.keys()].map((name) =>
      DETAIL.test(name) ? 'details' : Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name,
    ),
  );
}

/** A refusal in the words of its caller: whoever writes `from` and `to` is told of these. Other errors as they are. */
export function inCallersWords(error: unknown, params: URLSearchParams): unknown {
  if (!(error instanceof BadRequest) || !Object.keys(ALIASES).some((alias) => params.has(alias)))
    return error;
  const words = Object.entries(ALIASES).filter(([, name]) => !params.has(name));
  const said = (text: string) =>
    words.reduce((so, [alias, name]) => so.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), alias), text);
  return new BadRequest(
    Object.fromEntries(Object.entries(error.fields).map(([name, why]) => [said(name), said(why)])),
  );
}
