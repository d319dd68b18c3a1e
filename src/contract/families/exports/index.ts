import { activitiesQuery, usersExportQuery } from '../../query.ts';
import { family } from '../family.ts';
import { FILES } from '../schema.ts';
import { Activities } from './activities.ts';
import { exportsRoutes } from './routes.ts';

export const exports = family({
  title: 'Exports',
  description: 'Whole tables as files, sent while they are made.',
  routes: exportsRoutes,
  endpoints: {
    usersExport: {
      summary: 'Every user of a range as a file: profile, counters, activity',
      schema: { query: usersExportQuery, answer: null, media: FILES },
      example: {
        query: { period: 'month', breakdowns: { theme: 'JOI' }, sortBy: 'totalActivity' },
        description:
          'One row a user, as `/usage-analytics` would list them with the same filters; one snapshot of the database. Text that a spreadsheet would take for a formula is defused.',
      },
    },
    activities: {
      summary: 'The activities behind a number, newest first',
      schema: { query: activitiesQuery, answer: Activities, media: FILES },
      example: {
        query: { period: '7days', action: 'session_created', details: { title: 'Sunset' }, pageSize: 2 },
        description:
          'What a card or a chart counts, row by row. Goes on with `cursor`; with `format=csv` all of it comes at once.',
      },
    },
  },
});
