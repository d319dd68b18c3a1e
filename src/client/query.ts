import type { AnalyticsQuery, SummaryQuery, UsageQuery, UserUsageQuery } from '../contract/query.ts';
import type { EndpointName } from '../contract/routes/index.ts';

type Value = string | number | boolean | readonly string[] | undefined;

/** Names are checked; values travel as text and are judged by the server. */
type Names<Q> = { readonly [K in Exclude<keyof Q, 'details'>]?: Value };

interface Known {
  analytics: Names<AnalyticsQuery>;
  usageAnalytics: Names<UsageQuery> & Filters;
  usageSummary: Names<SummaryQuery>;
  userUsage: Names<UserUsageQuery>;
}

interface Filters {
  /** `{ captionLength: '120' }` becomes `filter[details.captionLength]=120`. */
  readonly details?: Readonly<Record<string, string>>;
  /** Values of breakdowns that the catalogue declares: `{ theme: 'JOI' }`. */
  readonly breakdowns?: Readonly<Record<string, string>>;
}

export type Query<E extends EndpointName> = E extends keyof Known
  ? Known[E]
  : Readonly<Record<string, never>>;

export type AnyQuery = Readonly<Record<string, Value | Readonly<Record<string, string>>>>;

/** The query string of a call, names in alphabetical order so that equal calls have equal addresses. */
export function queryString(query: AnyQuery): string {
  const out: [string, string][] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (Array.isArray(value)) out.push([name, value.join(',')]);
    else if (typeof value !== 'object') out.push([name, String(value)]);
    else if (name === 'details')
      for (const [detail, text] of Object.entries(value)) out.push([`filter[details.${detail}]`, text]);
    else out.push(...Object.entries(value as Record<string, string>));
  }
  out.sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(out).toString();
}
