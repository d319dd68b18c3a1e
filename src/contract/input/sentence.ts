import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  guid: 'an id such as 0195a2c4-7d10-7f3e-9c55-1b2f0f6f9a41',
  uuid: 'an id such as 0195a2c4-7d10-7f3e-9c55-1b2f0f6f9a41',
  date: 'a date such as 2026-03-15',
  datetime: 'an instant such as 2026-03-15T14:30:00Z',
};

/**
 * What follows a field's name in a message, where its schema says nothing of its own: what is accepted, in words.
 *
 * @example schema.safeParse(value, { error: sentenceOf }) // "takes a text", "takes asc, desc"
 */
export function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.input === undefined ? 'is missing; ' : ''}takes ${KINDS[issue.expected] ?? 'another kind of value'}`;
    case 'invalid_value':
      return `takes ${issue.values.join(', ')}`;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin !== 'number')
        return `is empty; takes ${KINDS[issue.origin] ?? 'a value'}`;
      return `takes ${sizeOf(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `takes ${sizeOf(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return `takes ${FORMATS[issue.format] ?? 'another form of text'}`;
    case 'unrecognized_keys':
      return `has fields that are unknown: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'takes one of the forms that the reference (/api/docs) shows';
    default:
      return "isn't accepted; see what the reference (/api/docs) says of it";
  }
}

function sizeOf(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `a text of ${bound} ${size} characters`;
  if (origin === 'array') return `a list of ${bound} ${size}`;
  return `a number of ${bound} ${size}`;
}
