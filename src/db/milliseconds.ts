/** How many milliseconds each has. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const QUARTER = 15 * MINUTE;
export const HOUR = 4 * QUARTER;
export const DAY = 24 * HOUR;
