import { OUTSIDE, openedView } from './early.ts';
import { analyticsQuery, panelQuery, usageSummaryQuery } from './queries.ts';
import { queryClient } from './query-client.ts';
import { rangeSearch } from './url/range.ts';
import { parseSearch } from './url/search.ts';

/** Asks for what the first view shows, in any range, while the page is still being made. What fails is asked for again there. */
export function askEarly(): void {
  if (OUTSIDE.test(openedView)) return;
  void queryClient.prefetchQuery(panelQuery);
  if (openedView !== 'analytics') return;
  const range = rangeSearch(parseSearch(location.search));
  void queryClient.prefetchQuery(analyticsQuery(range));
  void queryClient.prefetchQuery(usageSummaryQuery(range));
}
