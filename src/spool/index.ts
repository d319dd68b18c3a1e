export { SpoolFull } from './errors.ts';
export type { SpoolNotice } from './shelf.ts';
export { createSpool, type Spool, type SpoolOptions, type SpoolState } from './spool.ts';
export { type Surveyed, surveySpool } from './survey.ts';
