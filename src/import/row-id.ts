import { createHash } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What every id of a source begins with, so that a row of the log tells where it came from. */
export const sourceTag = (source: string): string => sha256(source).slice(0, 8);

/** A UUIDv8 of hexadecimal digits, of which it takes all but the version's and two bits. */
function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex[15]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-${variant}${hex.slice(16, 19)}-${hex.slice(19, 31)}`;
}

/**
 * Ids of a source's rows by their place: a UUIDv8 whose first 74 free bits are the hash of the source's name and
 * whose last 48 are the row's position. Never made of content: real logs hold identical rows.
 *
 * @example createRowIds('web-2024')(7) // '3f…-8…-…-000000000007'
 */
export function createRowIds(source: string): (row: number) => string {
  const start = uuid(sha256(source)).slice(0, 24);
  return (row) => start + row.toString(16).padStart(12, '0');
}

/**
 * Ids of rows that the source names itself (Segment's `messageId`): the source's tag, and the hash of its name
 * and that text. The same in every file of the source.
 */
export function createTextIds(source: string): (text: string) => string {
  const tag = sourceTag(source);
  return (text) => uuid(tag + sha256(`${source}\0${text}`));
}
