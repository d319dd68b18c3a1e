import { z } from 'zod';
import { type Id, MAX_ID, readId } from './id.ts';
import { readInstant } from './instant.ts';
import { Unreadable } from './unreadable.ts';

/** A field that one of our readers reads, described as what JSON can carry of it. */
function read<In, Out extends string>(
  text: Readonly<Record<string, unknown>>,
  reader: (value: unknown) => Out | null | Unreadable,
) {
  return z
    .custom<In>()
    .meta({ anyOf: [{ type: 'string', ...text }, { type: 'integer' }] })
    .transform((value, context): Out => {
      const found = reader(value);
      if (found instanceof Unreadable) context.addIssue({ code: 'custom', message: found.why });
      else if (found === null) context.addIssue({ code: 'custom', message: 'is missing' });
      else return found;
      return z.NEVER;
    });
}

/** An id, as its text. */
export const idField = read<Id, string>({ minLength: 1, maxLength: MAX_ID }, readId);

/** An instant, as ISO 8601 with milliseconds. */
export const instantField = read<string | number | Date, string>({ format: 'date-time' }, (value) => {
  const at = readInstant(value);
  return typeof at === 'number' ? new Date(at).toISOString() : at;
});
