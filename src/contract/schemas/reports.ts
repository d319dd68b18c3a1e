import type { z } from 'zod';
import { analyticsQuery, summaryQuery, todayQuery, usageQuery, userUsageQuery } from '../query.ts';
import * as answers from '../reports.ts';
import type { reportsRoutes } from '../routes/reports.ts';
import { FILES, type SchemasOf } from './schema.ts';

export const reportsSchemas = {
  analytics: { query: analyticsQuery, answer: answers.Analytics },
  usageAnalytics: {
    query: usageQuery,
    answer: answers.UsageAnalytics as unknown as z.ZodType<answers.UsageAnalytics>,
    media: FILES,
  },
  usageSummary: { query: summaryQuery, answer: answers.UsageSummary },
  today: { query: todayQuery, answer: answers.Today },
  userUsage: { query: userUsageQuery, answer: answers.UserUsage },
} satisfies SchemasOf<typeof reportsRoutes>;
