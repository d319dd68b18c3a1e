const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower-cases a UUID; null where the text is none. */
export function normaliseUuid(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  if (UUID.test(text)) return text;
  const lower = text.toLowerCase();
  return UUID.test(lower) ? lower : null;
}

/** Milliseconds since 1970 that a UUIDv7 carries; null for another version. */
export function timeOfUuid(uuid: string): number | null {
  return uuid[14] === '7' ? Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16) : null;
}
