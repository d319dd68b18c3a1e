import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { carried } from '../data/url/range.ts';
import { ADMINISTRATION } from './administration.ts';
import { TABS } from './tabs.ts';
import { useFindUser } from './use-find-user.ts';

export const PAGES = [...TABS, ...ADMINISTRATION];

const TYPING = 'input, textarea, select, [contenteditable]';
const SEQUENCE_MS = 1200;

/** `g` with a tab's key, `/` and `?` wherever nothing is being typed; the palette's key everywhere. */
export function useShortcuts(open: { palette(): void; help(): void }): void {
  const navigate = useNavigate();
  const find = useFindUser();
  const latest = useRef({ ...open, find });
  latest.current = { ...open, find };

  useEffect(() => {
    let goAt = 0;
    const acts: Readonly<Record<string, () => void>> = {
      '/': () => latest.current.find(),
      '?': () => latest.current.help(),
    };
    const afterG: Readonly<Record<string, () => void>> = Object.fromEntries(
      PAGES.map(({ key, to }) => [key, () => void navigate({ to, search: carried })]),
    );
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) latest.current.palette();
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
}
