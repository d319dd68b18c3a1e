import type { auditRoutes } from '../../contract/routes/audit.ts';
import type { ExamplesOf } from './example.ts';

export const auditExamples: ExamplesOf<typeof auditRoutes> = {
  audit: {
    query: { period: '7days', target: 'user-17', outcome: 'answered', pageSize: 20 },
    description:
      'One entry a request: its intent, written before the data was sent, with what came of it. Goes on with ' +
      '`cursor`; entries that are written meanwhile move no page. This request is an entry too.',
  },
};
