/**
 * A UUIDv7 (RFC 9562): 48 bits of the instant, 72 at random. Made without `randomUUID`, which plain HTTP doesn't have.
 *
 * @param at milliseconds since 1970
 */
export function newId(at: number): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => (byte % 16).toString(16));
  const random = bytes.join('');
  const hex = `${at.toString(16).padStart(12, '0')}7${random.slice(0, 3)}8${random.slice(3)}`;
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
