/** How far a browser's clock may be off, and how long what it saw may wait, in milliseconds. */
export const BEACON_SKEW = 60_000;
export const BEACON_AGE = 24 * 3_600_000;
/** Bytes of a body at most: as much as browsers send when a page is left. */
export const BEACON_BYTES = 64 * 1024;
/** Activities and spans of one request at most. */
export const BEACON_ITEMS = 50;
/** Characters of a detail at most. */
export const BEACON_DETAIL = 1_000;
/** Minutes that a token lives: where nothing is told, and at most. */
export const TOKEN_MINUTES = 60;
export const MAX_TOKEN_MINUTES = 24 * 60;
/** The action of a page view, open to every beacon. */
export const PAGE_VIEW = 'page_viewed';
