import { storable } from '../db/storable.ts';

/** Values of an input that a letter shows at most. */
const MAX_VALUES = 50_000;
const MAX_CHARACTERS = 100_000;

/** JSON escapes what PostgreSQL refuses; what JSON can't carry either is described. */
export function payloadOf(input: unknown): string {
  let left = MAX_VALUES;
  try {
    const text =
      JSON.stringify(input, (_, value: unknown) => {
        if (--left < 0) throw new Error(`it holds more than ${MAX_VALUES} values`);
        return typeof value === 'bigint' ? String(value) : shortened(value);
      }) ?? String(input);
    return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS).toWellFormed()}…` : text;
  } catch (error) {
    return JSON.stringify({ unserialisable: wordsOf(error) });
  }
}

const shortened = (value: unknown) =>
  typeof value === 'string' && value.length > MAX_CHARACTERS ? `${value.slice(0, MAX_CHARACTERS)}…` : value;

/** A text as the columns keep it that operators search dead letters by. */
export const letterText = (text: string): string => storable(text, 200);

/** What was thrown, in words: a host may throw anything, such as what throws again when it is read. */
export function wordsOf(thrown: unknown): string {
  try {
    return letterText(thrown instanceof Error ? String(thrown.message) : String(thrown));
  } catch {
    return "something that can't be read was thrown";
  }
}
