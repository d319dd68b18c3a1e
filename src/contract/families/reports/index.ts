import type { z } from 'zod';
import { analyticsQuery, summaryQuery, todayQuery, usageQuery, userUsageQuery } from '../../query.ts';
import * as answers from '../../reports.ts';
import { family } from '../family.ts';
import { FILES } from '../schema.ts';
import { reportsRoutes } from './routes.ts';

export const reports = family({
  title: 'Reports',
  description: 'Activity over a range, compared, grouped and filtered.',
  routes: reportsRoutes,
  endpoints: {
    analytics: {
      summary: 'Platform-wide metrics with trends and series',
      schema: { query: analyticsQuery, answer: answers.Analytics },
      example: {
        query: { period: '7days', timezone: 'Europe/Berlin' },
        description:
          'Money is in minor units of `currency`. Every bucket of the series is there, zero-filled. Kept for some minutes; `meta.cached` tells, and `refresh=force` computes anew.',
      },
    },
    usageAnalytics: {
      summary: 'Users, top users, features and groups over a range',
      schema: {
        query: usageQuery,
        answer: answers.UsageAnalytics as unknown as z.ZodType<answers.UsageAnalytics>,
        media: FILES,
      },
      example: {
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
    },
    usageSummary: {
      summary: 'Usage without any individual user',
      schema: { query: summaryQuery, answer: answers.UsageSummary },
      example: { query: { period: 'month', feature: 'sessions' } },
    },
    today: {
      summary: 'Today so far beside the same part of the same weekday in the weeks before',
      schema: { query: todayQuery, answer: answers.Today },
      example: {
        query: { timezone: 'Europe/Berlin' },
        description:
          'Up to the last full quarter of an hour. What is usual for this time of this weekday is for the reader to say.',
      },
    },
    userUsage: {
      summary: 'One user: counters, days and timeline',
      schema: { query: userUsageQuery, answer: answers.UserUsage },
      example: {
        params: { userId: 'user-17' },
        query: { period: '90days', pageSize: 2 },
        description: 'Never cached. `recentActivity` goes on with `cursor`.',
        errors: { 404: 'There is no such user.' },
      },
    },
  },
});
