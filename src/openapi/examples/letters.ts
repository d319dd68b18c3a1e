import type { lettersRoutes } from '../../contract/routes/letters.ts';
import type { ExamplesOf } from './example.ts';

export const lettersExamples: ExamplesOf<typeof lettersRoutes> = {
  deadLetters: { query: { reason: 'unknown_action', pageSize: 20 } },
  replayDeadLetters: {
    body: { reason: 'unknown_action' },
    description:
      'By the rules and the catalogue that hold now. A letter goes once its activity is committed, or was already; ' +
      'one that is refused again stays, and its `times` grows.',
  },
  discardDeadLetters: { body: { reason: 'too_old' } },
};
