import type { z } from 'zod';
import { InexactNumber, inexact, poisonInText, sentenceOf, unknownFields } from '../contract/index.ts';
import { wordsOf } from './letter-payload.ts';

const INT4 = 2_147_483_647;
/** The only whole number kept as bigint; others are PostgreSQL integers. */
const WIDE = new Set(['amount']);

/**
 * What became of one fact or identity. They are idempotent by id: one refused as `database_unavailable` is
 * simply sent again. `conflict`: the id belongs to another fact; `mapped`: it is read from the platform's
 * own tables; `transaction`: the host's transaction didn't take it. `erased`: it names a user who was erased,
 * and wasn't kept.
 */
export type FactOutcome =
  | { readonly outcome: 'recorded' }
  /** Written in the caller's open transaction, and recorded once that commits. */
  | { readonly outcome: 'pending' }
  /** It names a user who was erased: counted as late, not kept. */
  | { readonly outcome: 'erased' }
  | {
      readonly outcome: 'refused';
      readonly reason:
        | 'invalid'
        | 'database_unavailable'
        | 'database_refused'
        | 'internal_error'
        | 'conflict'
        | 'mapped'
        | 'transaction';
      readonly message: string;
      /** Each bad field with what is accepted. */
      readonly fields?: Readonly<Record<string, string>>;
    };

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly outcome: FactOutcome };

/** Checks a fact by its schema, and that PostgreSQL can store every value of it. */
export function checkFact<T>(
  schema: z.ZodType<T> & { readonly shape: Readonly<Record<string, unknown>> },
  input: unknown,
): Checked<T> {
  const names = Object.keys(schema.shape);
  try {
    const { known, unknown } = fieldsIn(input, names);
    const parsed = schema.safeParse(known, { error: sentenceOf });
    const refused = Object.assign(unknown, inexactIn(known));
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues) {
        const name = String(path[0]);
        refused[name] ??= known[name] == null ? 'is missing' : message;
      }
    if (Object.keys(refused).length > 0) return invalid(refused);
    const value = Object.fromEntries(
      Object.entries(parsed.data as object).filter(([, each]) => each !== undefined),
    );
    const unstorable = unstorableIn(value);
    return Object.keys(unstorable).length > 0 ? invalid(unstorable) : { ok: true, value: value as T };
  } catch (error) {
    // A getter of the caller's may throw: that too is a refusal.
    return invalid({ item: `can't be read: ${wordsOf(error)}` });
  }
}

/** The fields of the schema, read once, and what is said of the others. */
function fieldsIn(input: unknown, names: readonly string[]) {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { known: {} as Record<string, unknown>, unknown: { item: 'takes an object' } };
  const known: Record<string, unknown> = {};
  for (const name of names) {
    const value = (input as Record<string, unknown>)[name];
    if (value !== undefined) known[name] = value;
  }
  return { known, unknown: unknownFields(input, names) };
}

function inexactIn(known: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value instanceof InexactNumber ? [[name, inexact(value.literal)]] : [],
    ),
  );
}

function unstorableIn(value: Readonly<Record<string, unknown>>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, each] of Object.entries(value)) {
    const poison = typeof each === 'string' ? poisonInText(each) : null;
    if (poison) fields[name] = poison;
    if (typeof each === 'number' && !WIDE.has(name) && Math.abs(each) > INT4)
      fields[name] = `takes a whole number up to ${INT4}`;
  }
  return fields;
}

/** For a reason that no field of it has. */
export const refusedAs = (message: string): FactOutcome => ({
  outcome: 'refused',
  reason: 'invalid',
  message,
});

/** @param fields each bad one with what is accepted */
export function invalid(fields: Readonly<Record<string, string>>) {
  const message = Object.entries(fields)
    .map(([name, why]) => `${name}: ${why}`)
    .join('; ');
  const outcome: FactOutcome = { outcome: 'refused', reason: 'invalid', message, fields };
  return { ok: false as const, outcome };
}
