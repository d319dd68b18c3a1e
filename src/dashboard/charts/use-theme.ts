import { useSyncExternalStore } from 'react';
import { usePrinting } from '../ui/printing.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');

function subscribe(listener: () => void): () => void {
  for (const query of [dark, forced]) query.addEventListener('change', listener);
  return () => {
    for (const query of [dark, forced]) query.removeEventListener('change', listener);
  };
}
const scheme = () => `${dark.matches ? 'dark' : 'light'}${forced.matches ? ' forced' : ''}`;

/** Which colours hold, as a word that changes when they do: the system's preference, its forced colours, paper. */
export function useTheme(): string {
  const screen = useSyncExternalStore(subscribe, scheme);
  return usePrinting() ? 'paper' : screen;
}
