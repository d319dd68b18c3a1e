import type { exportsRoutes } from '../../contract/routes/exports.ts';
import type { ExamplesOf } from './example.ts';

export const exportsExamples: ExamplesOf<typeof exportsRoutes> = {
  usersExport: {
    query: { period: 'month', breakdowns: { theme: 'JOI' }, sortBy: 'totalActivity' },
    description:
      'One row a user, as `/usage-analytics` would list them with the same filters; one snapshot of the database. Text that a spreadsheet would take for a formula is defused.',
  },
  activities: {
    query: { period: '7days', action: 'session_created', details: { title: 'Sunset' }, pageSize: 2 },
    description:
      'What a card or a chart counts, row by row. Goes on with `cursor`; with `format=csv` all of it comes at once.',
  },
};
