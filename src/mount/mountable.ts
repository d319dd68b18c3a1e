import type { Analytics } from '../app/interface.ts';

/** What an adapter needs of `createAnalytics()`, whatever its catalogue. */
export type Mountable = Pick<
  Analytics,
  'fetch' | 'start' | 'endStreams' | 'close' | 'middleware' | 'inRequest' | 'inNodeRequest'
>;
