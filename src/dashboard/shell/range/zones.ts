/** The configured zone, the browser's and UTC first, then every other that the browser knows. */
export function zonesToOffer(configured: string, chosen: string | undefined): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const first = [configured, own, 'UTC', ...(chosen ? [chosen] : [])];
  return [...new Set([...first, ...Intl.supportedValuesOf('timeZone')])];
}
