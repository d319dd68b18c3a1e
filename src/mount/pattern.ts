/** From the wildcard on, as routers write it: `/*`, `{/*path}`, `/(.*)`, `/:path*`. */
const WILDCARD = /\{?\/?(?:\*|\(|:\w+[*+]).*$/;

/**
 * Where a route is mounted, as a request has it: the pattern alone would leave its parameters open.
 *
 * @param pattern of the route, ending in a wildcard
 * @example mountOfPattern('/teams/7/insights/admin/', '/teams/:id/insights/*') // '/teams/7/insights'
 */
export function mountOfPattern(path: string, pattern: string): string {
  const segments = pattern.replace(WILDCARD, '').split('/').filter(Boolean).length;
  return path
    .split('/')
    .slice(0, segments + 1)
    .join('/');
}
