/**
 * A UUIDv7 (RFC 9562): 48 bits of the instant, 74 at random.
 *
 * @param at milliseconds since 1970
 */
export function newId(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, rest = at; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
