import * as texts from '#texts/shell.ts';
/** The views in the header's order; `g` and the key lead there. A viewer sees those without persons. */
export const TABS = [
  { to: '/analytics', label: texts.analytics, role: 'viewer', key: 'a' },
  { to: '/usage', label: texts.usage, role: 'viewer', key: 'u' },
  { to: '/reports', label: texts.reports, role: 'admin', key: 'p' },
  { to: '/explore', label: texts.explore, role: 'viewer', key: 'e' },
  { to: '/referrals', label: texts.referrals, role: 'admin', key: 'r' },
  { to: '/community', label: texts.community, role: 'admin', key: 'c' },
] as const;
