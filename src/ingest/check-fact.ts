import { z } from 'zod';
import { parseInstant } from './instant.ts';
import { poisonInText } from './poison.ts';

const INT4 = 2_147_483_647;
/** The only whole number kept as bigint; others are PostgreSQL integers. */
const WIDE = new Set(['amount']);

/**
 * What became of one fact or identity. They are idempotent by id: one refused as `database_unavailable` is
 * simply sent again. `conflict`: the id belongs to another fact; `mapped`: it is read from the platform's
 * own tables; `transaction`: the host's transaction did not take it. `erased`: it names a user who was erased,
 * and was not kept.
 */
export type FactOutcome =
  | { readonly outcome: 'recorded' }
  /** It names a user who was erased: counted as late, not kept. */
  | { readonly outcome: 'erased' }
  | {
      readonly outcome: 'refused';
      readonly reason: 'invalid' | 'database_unavailable' | 'conflict' | 'mapped' | 'transaction';
      readonly message: string;
      /** Each bad field with what is accepted. */
      readonly fields?: Readonly<Record<string, string>>;
    };

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly outcome: FactOutcome };

/** Checks a fact by its schema, and that PostgreSQL can store every value of it. */
export function checkFact<T extends Record<string, unknown>>(
  schema: z.ZodType<T>,
  input: unknown,
): Checked<T> {
  const parsed = parse(schema, input);
  if (!parsed.success) return invalid(fieldsOf(parsed.error));
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed.data)) {
    if (typeof value === 'string') {
      const poison = poisonInText(value);
      if (poison) fields[name] = poison;
      else if (name.endsWith('At') && parseInstant(value) === null)
        fields[name] = 'takes an instant between 1970 and 9999';
    }
    if (typeof value === 'number' && !WIDE.has(name) && Math.abs(value) > INT4)
      fields[name] = `takes a whole number up to ${INT4}`;
  }
  return Object.keys(fields).length > 0 ? invalid(fields) : { ok: true, value: parsed.data };
}

/** A getter of the caller's may throw: that too is a refusal. */
function parse<T>(schema: z.ZodType<T>, input: unknown): z.ZodSafeParseResult<T> {
  try {
    return schema.safeParse(input);
  } catch {
    return z.never('can not be read').safeParse(input) as z.ZodSafeParseResult<T>;
  }
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) fields[key] = 'is no field of this';
    else fields[String(issue.path[0] ?? 'item')] ??= issue.message;
  return fields;
}

function invalid(fields: Record<string, string>): { ok: false; outcome: FactOutcome } {
  const message = Object.entries(fields)
    .map(([name, why]) => `${name}: ${why}`)
    .join('; ');
  return { ok: false, outcome: { outcome: 'refused', reason: 'invalid', message, fields } };
}
