import * as texts from '#texts/shell.ts';

/** Pages about the installation itself, for administrators. */
export const ADMINISTRATION = [
  { to: '/system', label: texts.system, key: 's' },
  { to: '/audit', label: texts.audit, key: 'd' },
  { to: '/settings', label: texts.settings, key: 't' },
] as const;
