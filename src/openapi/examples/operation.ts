import type { operationRoutes } from '../../contract/routes/operation.ts';
import type { ExamplesOf } from './example.ts';

export const operationExamples: ExamplesOf<typeof operationRoutes> = {
  health: {},
  readiness: {
    description:
      'Asks the database; 503 with `obstacles` names what is wrong: `database`, `migrations`, `queue`.',
  },
  metrics: { description: 'Text in the exposition format of Prometheus; names begin with `joip_`.' },
  system: {
    description:
      'Requests, latencies and ingest are those of the process that answers; the database is everybody’s and is ' +
      'asked every 10 seconds at most. `database.embedded` tells how often the PostgreSQL that comes along ended by itself ' +
      'and was started again; null where PostgreSQL is another one.',
  },
};
