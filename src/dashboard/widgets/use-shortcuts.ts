import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';
import { carried } from '../url/range.ts';
import { ADMINISTRATION } from './administration.ts';
import { TABS } from './tabs.ts';
import { useFindUser } from './use-find-user.ts';

const PAGES = [...TABS, ...ADMINISTRATION];

/** Shortcuts as the help dialog lists them. */
export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  ...PAGES.map(({ key, label }) => ({ keys: ['g', key], does: `Go to ${label}` })),
  { keys: ['Ctrl', 'K'], does: 'Find a user, a page, a metric, an action (⌘ K on a Mac)' },
  { keys: ['/'], does: 'Search the table of users' },
  { keys: ['[', ']'], does: 'One period back, one forward' },
  { keys: ['←', '→'], does: 'Read the chart or the calendar point by point, once focused' },
  { keys: ['↑', '↓'], does: 'Move through the rows of a table; ← and → through its cells' },
  { keys: ['Enter'], does: 'Open the point or the row' },
  { keys: ['?'], does: 'This help' },
];

const TYPING = 'input, textarea, select, [contenteditable]';
const SEQUENCE_MS = 1200;

/** `g` with a tab's key, `/` and `?` wherever nothing is being typed; the palette's key everywhere. */
export function useShortcuts(onPalette: () => void): {
  dialog: RefObject<HTMLDialogElement | null>;
  open: () => void;
} {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const find = useFindUser();
  const palette = useRef(onPalette);
  palette.current = onPalette;
  const findUser = useRef(find);
  findUser.current = find;

  useEffect(() => {
    let goAt = 0;
    const acts: Readonly<Record<string, () => void>> = {
      '/': () => findUser.current(),
      '?': () => dialog.current?.showModal(),
    };
    const afterG: Readonly<Record<string, () => void>> = Object.fromEntries(
      PAGES.map(({ key, to }) => [key, () => void navigate({ to, search: carried })]),
    );
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) palette.current();
        return;
      }
      const busy = event.target instanceof Element && event.target.closest(TYPING);
      if (busy || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
        return;
      const act = Date.now() - goAt < SEQUENCE_MS ? afterG[event.key] : acts[event.key];
      goAt = event.key === 'g' ? Date.now() : 0;
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);

  return { dialog, open: () => dialog.current?.showModal() };
}
