import type { liveRoutes } from '../../contract/routes/live.ts';
import type { ExamplesOf } from './example.ts';

export const liveExamples: ExamplesOf<typeof liveRoutes> = {
  live: {
    query: { seconds: 1 },
    description:
      'An event `activities` with the latest at once, then one whenever something came in: JSON with `activities` (newest first, as `/activities` has them), `more` of a burst, `lastMinute` and `at`. ' +
      'An activity may come twice after a reconnection: tell them apart by `eventId`. An event `end` tells its `reason`: `renew`, `signed-out` or `closing`.',
    errors: {
      429: 'Too many streams of yours are open; close one.',
      503: 'Too many streams are open, or the server is closing.',
    },
  },
};
