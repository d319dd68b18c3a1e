import { Gauge, ScrollText, SlidersHorizontal } from 'lucide-react';
import * as texts from '#texts/shell.ts';

/** Pages about the installation itself, for administrators. */
export const ADMINISTRATION = [
  { to: '/system', label: texts.system, note: texts.systemNote, key: 's', Icon: Gauge },
  { to: '/audit', label: texts.audit, note: texts.auditNote, key: 'd', Icon: ScrollText },
  {
    to: '/settings',
    label: texts.settings,
    note: texts.settingsNote,
    key: 't',
    Icon: SlidersHorizontal,
  },
] as const;
