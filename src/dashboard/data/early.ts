/**
 * A file of its own without imports, run before all others: while they are still being read, the answers that the
 * first view needs are on their way. Whoever asks for the same first is given them.
 */
const asked = new Map<string, Promise<Response>>();

/** Pages for whoever isn't signed in yet, by their path. */
export const OUTSIDE = /(?:^|\/)(?:sign-in|invitation|password-reset)$/;

/** The view's name as the page was opened: `analytics`, `users/user-1`. */
export const openedView = location.pathname.slice(new URL(document.baseURI).pathname.length);
/** Where the browser remembers the operator's time zone. */
export const ZONE_KEY = 'joip-analytics.zone';

function usualRange(): string {
  try {
    const zone = localStorage.getItem(ZONE_KEY);
    return `period=30days${zone ? `&timezone=${encodeURIComponent(zone)}` : ''}`;
  } catch {
    return 'period=30days';
  }
}

/** Everything that the view shows, as it stands in the address by itself. */
const wanted = OUTSIDE.test(openedView)
  ? []
  : openedView === 'analytics' && location.search === ''
    ? ['panel', `analytics?${usualRange()}`, `usage-summary?${usualRange()}`]
    : ['panel'];

let address = '';
let id = '';

/** The page view that a request is a part of, for the audit log: a new one whenever the address changes. */
function viewNow(): string {
  const { pathname, search } = location;
  if (address !== pathname + search) {
    address = pathname + search;
    id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  }
  const [page] = pathname.slice(new URL(document.baseURI).pathname.length).split('/');
  return `${page || 'analytics'}.${id}`;
}

for (const path of wanted) {
  const url = new URL(`../api/admin/${path}`, document.baseURI).href;
  const headers = { accept: 'application/json', 'x-view': viewNow() };
  const answer = fetch(url, { headers, credentials: 'same-origin' });
  // Told to whoever takes it.
  answer.catch(() => undefined);
  asked.set(url, answer);
}

/** `fetch`, which hands out each early answer once, and says for which page view it asks. */
export const fetchEarly: typeof fetch = (input, init) => {
  const url = String(input);
  const early = asked.get(url);
  asked.delete(url);
  const headers = new Headers(init?.headers);
  headers.set('x-view', viewNow());
  return early ?? fetch(input, { ...init, headers });
};
