/**
 * How whatever a caller gives is read: one rule for `track`, HTTP, `identify`, facts, import and options, told to
 * people in docs/input.md. A reader answers the value, null where it is absent (null or undefined), or an
 * `Unreadable` whose `why` follows the field's name in a message (`userId is empty; …`).
 *
 * - `readId(value)`: users, sessions, visits, facts. A safe integer is its text; placeholders are refused.
 * - `readInstant(value)`: milliseconds since 1970. Formats that only files have are the import's own affair.
 * - `parseJson(text)` in the place of `JSON.parse`, for a body or a line: a number that can't be carried exactly
 *   comes as an `InexactNumber`. `readId` and `poisonIn` (details) refuse those by name; whoever reads a number
 *   itself asks `findInexact`. A number that comes as text (CSV) asks `isExact(text)` before `Number(text)`.
 * - `unknownFields(object, accepted)`: those that are none of ours, each with what was meant.
 */
export * from './fields.ts';
export * from './id.ts';
export * from './instant.ts';
export * from './number.ts';
export * from './sentence.ts';
export * from './text.ts';
export * from './unreadable.ts';
export * from './uuid.ts';
