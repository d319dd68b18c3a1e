import { run as analytics } from './analytics.ts';
import { run as usageAnalytics } from './usage-analytics.ts';
import { run as usageSummary } from './usage-summary.ts';
import { run as userUsage } from './user-usage.ts';

export type { ReportContext } from './context.ts';
export { NotFound } from './errors.ts';

/** Every report by its endpoint's name: `run(ctx, query)`. Reports add what is pending only once it is folded. */
export const reports = { analytics, usageAnalytics, usageSummary, userUsage };
