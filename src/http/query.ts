import type { z } from 'zod';
import {
  type BracketedField,
  bracketed,
  isBracketed,
  poisonInText,
  readBracketed,
  sentenceOf,
} from '../contract/index.ts';
import { BadRequest } from '../reports/errors.ts';

const ALIASES: Readonly<Record<string, string>> = { from: 'startDate', to: 'endDate', limit: 'pageSize' };

/**
 * Reads a query string by an endpoint's schema.
 *
 * @throws BadRequest that names every parameter which is unknown, repeated or not accepted, and what is.
 */
export function parseQuery<S extends z.ZodObject>(params: URLSearchParams, schema: S): z.infer<S> {
  const fields: Record<string, string> = Object.create(null);
  const values: Record<string, unknown> = Object.create(null);
  // Names are the caller's: on a plain object `__proto__` would be none.
  const named = (): Record<string, string> => Object.create(null);
  const inBrackets = { details: named(), people: named() } satisfies Record<BracketedField, unknown>;
  /** The caller's own word for a parameter, which the answer uses too. */
  const givenAs = new Map<string, string>();
  const seen = new Set<string>();
  for (const [given, value] of params) {
    const own = takenInBrackets(given, schema);
    const name = Object.hasOwn(ALIASES, given) ? ALIASES[given]! : given;
    const poison = poisonInText(value);
    if (seen.has(name)) fields[given] = 'is given twice; give it once';
    else if (!own && (isBracketed(name) || !Object.hasOwn(schema.shape, name)))
      fields[given] = `is unknown; accepted: ${accepted(schema)}`;
    else if (poison) fields[given] = poison;
    else if (own) inBrackets[own.field][own.name] = value;
    else values[name] = value;
    seen.add(name);
    givenAs.set(name, given);
  }
  for (const [field, texts] of Object.entries(inBrackets))
    if (Object.keys(texts).length > 0) values[field] = texts;
  const parsed = schema.safeParse(values, { error: sentenceOf });
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const [field = '', own] = issue.path.map(String);
      const name = own !== undefined && isBracketed(field) ? bracketed(field, own) : field;
      const given = givenAs.get(name) ?? name;
      fields[given] ??= withoutName(issue.message, name);
    }
  if (!parsed.success || Object.keys(fields).length > 0) throw new BadRequest(fields);
  return parsed.data;
}

/** A schema's own message may begin with the name, which stands beside it. */
const withoutName = (message: string, name: string): string =>
  message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;

/** A name in brackets, where the endpoint takes such. */
function takenInBrackets(given: string, schema: z.ZodObject) {
  const read = readBracketed(given);
  return read && Object.hasOwn(schema.shape, read.field) ? read : null;
}

function accepted(schema: z.ZodObject): string {
  const names = Object.keys(schema.shape).map((name) => (isBracketed(name) ? bracketed(name, 'NAME') : name));
  const aliases = Object.keys(ALIASES).filter((alias) => Object.hasOwn(schema.shape, ALIASES[alias]!));
  return names.length > 0 ? [...names, ...aliases].join(', ') : 'none';
}

/** The parameters that a query string gives, under the names of the schema; the others have their defaults. */
export function namesIn(params: URLSearchParams): ReadonlySet<string> {
  return new Set(
    [...params.keys()].map(
      (name) => readBracketed(name)?.field ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name),
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
