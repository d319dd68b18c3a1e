import { Gauge, ScrollText, SlidersHorizontal } from 'lucide-react';

/** Pages about the installation itself, for administrators. */
export const ADMINISTRATION = [
  { to: '/system', label: 'System', note: 'Requests, ingest, database, jobs', key: 's', Icon: Gauge },
  { to: '/audit', label: 'Audit', note: 'Who looked at what', key: 'd', Icon: ScrollText },
  {
    to: '/settings',
    label: 'Settings',
    note: 'Operators, keys, retention',
    key: 't',
    Icon: SlidersHorizontal,
  },
] as const;
