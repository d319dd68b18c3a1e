import { createHash } from 'node:crypto';

/**
 * Ids of a source's rows: a UUIDv8 whose first 74 free bits are the hash of the source's name and whose
 * last 48 are the row's position. Never made of content: real logs hold identical rows.
 *
 * @example createRowIds('web-2024')(7) // '3f…-8…-…-000000000007'
 */
export function createRowIds(source: string): (row: number) => string {
  const hex = createHash('sha256').update(source).digest('hex');
  const variant = ((Number.parseInt(hex[15]!, 16) & 3) | 8).toString(16);
  const start = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-${variant}${hex.slice(16, 19)}-`;
  return (row) => start + row.toString(16).padStart(12, '0');
}
