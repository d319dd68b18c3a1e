/** How few days a kind of record can be kept, and how many at most; free of zod, for the panel. */
export const KEPT_DAYS = {
  /** Retries and imports are recognised by the log, so it is kept at least this long. */
  activity: 90,
  auditLog: 30,
  deadLetters: 1,
  most: 36_500,
} as const;
