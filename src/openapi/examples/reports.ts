import type { reportsRoutes } from '../../contract/routes/reports.ts';
import type { ExamplesOf } from './example.ts';

export const reportsExamples: ExamplesOf<typeof reportsRoutes> = {
  analytics: {
    query: { period: '7days', timezone: 'Europe/Berlin' },
    description:
      'Money is in minor units of `currency`. Every bucket of the series is there, zero-filled. Kept for some minutes; `meta.cached` tells, and `refresh=force` computes anew.',
  },
  usageAnalytics: {
    query: {
      period: '30days',
      breakdowns: { theme: 'JOI' },
      groupBy: ['day'],
      sortBy: 'smartCaptionsGenerated',
      pageSize: 2,
    },
    description:
      'Rows hold every counter of the catalogue in the range. Rows, `topUsers`, `summary` and `features` are of one snapshot of the database.',
  },
  usageSummary: { query: { period: 'month', feature: 'sessions' } },
  today: {
    query: { timezone: 'Europe/Berlin' },
    description:
      'Up to the last full quarter of an hour. What is usual for this time of this weekday is for the reader to say.',
  },
  userUsage: {
    params: { userId: 'user-17' },
    query: { period: '90days', pageSize: 2 },
    description: 'Never cached. `recentActivity` goes on with `cursor`.',
    errors: { 404: 'There is no such user.' },
  },
};
