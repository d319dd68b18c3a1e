import { own } from '../../../catalogue/own.ts';
import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { pageOf } from '../../../contract/families/audit/view.ts';

/** What one person saw by one address: a request, or all of a page view. */
export interface PageView {
  readonly key: string;
  /** Newest first. */
  readonly requests: readonly [AuditEntry, ...AuditEntry[]];
  /** The page's name where a page asked: `usage`. */
  readonly page: string | null;
}

/**
 * Requests of one page view together, where its newest one stands; each other request by itself. Somebody else's requests that claim the
 * same view stay apart.
 */
export function pageViews(entries: readonly AuditEntry[]): PageView[] {
  const views = new Map<string, [AuditEntry, ...AuditEntry[]]>();
  for (const entry of entries) {
    const key = entry.view === null ? entry.requestId + entry.at : `${entry.actor.id} ${entry.view}`;
    const known = views.get(key);
    if (known) known.push(entry);
    else views.set(key, [entry]);
  }
  return [...views].map(([key, requests]) => ({
    key,
    requests,
    page: requests[0].view && pageOf(requests[0].view),
  }));
}

/** Whom or what all of it was about; null where that differs. */
export function targetOf({ requests }: PageView): string | null {
  const targets = [...new Set(requests.flatMap(({ target }) => target ?? []))];
  return targets.length === 1 ? targets[0]! : null;
}

/** What a page is about is asked by these; the rest of its requests are company. */
const MAIN: Readonly<Record<string, readonly string[]>> = {
  analytics: ['analytics'],
  usage: ['usageAnalytics', 'usageSummary'],
  reports: ['usageAnalytics'],
  explore: ['funnel', 'cohorts', 'lifecycle', 'stickiness', 'rhythm', 'firstUse'],
  users: ['userUsage'],
  referrals: ['referralStats', 'recentReferrals'],
  community: ['communityStats'],
  audit: ['audit'],
};

const given = (parameters: AuditEntry['parameters']) => Object.keys(parameters ?? {}).length;

const RANGE = ['period', 'startDate', 'endDate'];

/**
 * What the page asked: each parameter as the most telling of its main requests gave it, and whom anybody was searched for by any. Its range
 * is that of the first: a report that compares asks for the range before afterwards. A list that opens over a page asks nothing else, and
 * is told by itself.
 */
export function askedBy({ requests, page }: PageView): Readonly<Record<string, unknown>> {
  const main = requests.filter(({ endpoint }) => own(MAIN, page ?? '')?.includes(endpoint));
  const asked = (main.length > 0 ? main : requests).map(({ parameters }) => parameters ?? {});
  const search = requests.find(({ parameters }) => parameters?.search !== undefined)?.parameters?.search;
  const rangeOf = (parameters: object) => Object.entries(parameters).filter(([name]) => RANGE.includes(name));
  const range = asked.map(rangeOf).findLast((given) => given.length > 0) ?? [];
  const merged: Readonly<Record<string, unknown>> = Object.assign(
    {},
    search === undefined ? {} : { search },
    ...asked.sort((a, b) => given(a) - given(b)),
  );
  return Object.fromEntries([...Object.entries(merged).filter(([name]) => !RANGE.includes(name)), ...range]);
}
