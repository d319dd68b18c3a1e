import { Gauge, type LucideIcon, ScrollText, SlidersHorizontal } from 'lucide-react';
import * as texts from '#texts/shell.ts';
import type { ADMINISTRATION } from './administration.ts';

/** What is said and shown of these pages where they are listed. */
export const LOOKS: Readonly<
  Record<(typeof ADMINISTRATION)[number]['to'], { readonly note: string; readonly Icon: LucideIcon }>
> = {
  '/system': { note: texts.systemNote, Icon: Gauge },
  '/audit': { note: texts.auditNote, Icon: ScrollText },
  '/settings': { note: texts.settingsNote, Icon: SlidersHorizontal },
};
