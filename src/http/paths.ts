import { type Route, routes } from '../contract/families/routes.ts';

/**
 * From an address that a browser shows to another of ours, as a relative reference: a proxy may have taken a prefix
 * off both, and only the browser knows it.
 *
 * @param from path as it was asked for, in its raw spelling
 * @param to path with a slash at its start
 * @example
 * relativeTo('/api/auth/oidc/callback', '/admin/'); // '../../../admin/'
 */
export function relativeTo(from: string, to: string): string {
  const folders = from.split('/').length - 2;
  return (folders > 0 ? '../'.repeat(folders) : './') + to.slice(1);
}

/** A base path in one spelling: a slash at its start and none at its end; empty at the root. */
export function normalBasePath(given: string | undefined): string {
  const inner = (given ?? '').replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}

/** What may differ from the one spelling of a path: doubled slashes, one at the end, capitals. */
const ODD = /\/\/|.\/$|[A-Z]/;

/**
 * What of a path comes after our mount point, with a slash at its start; null where it is beside it. Letters and doubled
 * slashes make no difference.
 *
 * @param base without a slash at its end
 * @example below('/insights', '/Insights//admin/') // '//admin/'
 */
export function below(base: string, path: string): string | null {
  if (base === '') return path;
  if (path.startsWith(`${base}/`)) return path.slice(base.length);
  const found = match(path.split('/'), segmentsOf(base));
  if (!found) return null;
  const taken = path.split('/').slice(0, found.read).join('/').length;
  return path.slice(taken) || '/';
}

/**
 * The one spelling of our paths: what is written in other letters, with doubled slashes or with one at its end means the
 * same address. Parameters stay as they are, and so does what no address of ours looks like.
 *
 * @param path below the mount point
 */
export function canonical(path: string): string {
  if (!ODD.test(path)) return path;
  const given = path.split('/');
  const whole = endpointOf(given);
  if (whole) return joined(whole.own);
  const slash = path.endsWith('/') ? '/' : '';
  const view = match(given, PANEL);
  if (view) return joined([...view.own, ...view.rest]) + slash;
  return given.every((each) => each === '') ? '/' : path;
}

/** Whether an address of ours looks like this: the panel, what a host's pages load, or an endpoint of whatever method. */
export function isOurs(path: string): boolean {
  const given = path.split('/');
  return SCRIPTS.includes(path) || endpointOf(given) !== undefined || match(given, PANEL) !== null;
}

const endpointOf = (given: readonly string[]) =>
  PATTERNS.map((each) => match(given, each)).find((found) => found?.rest.length === 0);

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);
const joined = (segments: readonly string[]) => `/${segments.join('/')}`;

/** What is given in the pattern's spelling, and what comes after it; null where it is another address. */
function match(
  given: readonly string[],
  pattern: readonly string[],
): { own: string[]; rest: string[]; read: number } | null {
  const own: string[] = [];
  let i = 0;
  for (const part of pattern) {
    const named = part.startsWith(':');
    // A doubled slash where a name belongs is a name left out, which no other may take the place of.
    while (given[i] === '' && (!named || i === 0)) i++;
    const segment = given[i++];
    if (!segment || (!named && segment.toLowerCase() !== part.toLowerCase())) return null;
    own.push(named ? segment : part);
  }
  return { own, rest: given.slice(i).filter(Boolean), read: i };
}

const PATTERNS = Object.values<Route>(routes).map(({ path }) => segmentsOf(path));
const PANEL = ['admin'];
/** What a host's pages load. It stands at the mount, beside the panel, so that its address is the same in every version. */
export const SCRIPTS: readonly string[] = ['/parts.js', '/beacon.js'];
