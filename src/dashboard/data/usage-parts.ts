import type { Query } from '../../client/index.ts';
import type { UsagePart } from '../../contract/query.ts';
import type { UsageAnalytics } from '../../contract/reports.ts';
import { call } from './call.ts';
import { freshness } from './queries.ts';

/** Some parts of a usage report: no others are worked out. */
export const usageParts = async <Part extends UsagePart>(
  parts: readonly Part[],
  query: Query<'usageAnalytics'>,
  signal: AbortSignal,
): Promise<UsageAnalytics<Part>> =>
  (await call('usageAnalytics', {
    query: { ...query, parts: [...parts], ...freshness() },
    signal,
  })) as UsageAnalytics<Part>;
