/** The views in the header's order; `g` and the key lead there. A viewer sees those without persons. */
export const TABS = [
  { to: '/analytics', label: 'Analytics', role: 'admin', key: 'a' },
  { to: '/usage', label: 'Usage', role: 'viewer', key: 'u' },
  { to: '/reports', label: 'Reports', role: 'admin', key: 'p' },
  { to: '/referrals', label: 'Referrals', role: 'admin', key: 'r' },
  { to: '/community', label: 'Community', role: 'admin', key: 'c' },
] as const;
