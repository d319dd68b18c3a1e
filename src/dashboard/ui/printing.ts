import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { WHOLE } from './once-visible.tsx';

const paper = matchMedia('print');
const listeners = new Set<() => void>();
let printing = false;

/** At once: a browser pictures the page as soon as its event has been told. */
function turn(to: boolean): void {
  if (printing === to) return;
  printing = to;
  document.documentElement.toggleAttribute('data-paper', to);
  flushSync(() => {
    for (const listener of listeners) listener();
  });
  if (to) dispatchEvent(new Event(WHOLE));
}
turn(paper.matches);
addEventListener('beforeprint', () => turn(true));
addEventListener('afterprint', () => turn(false));
paper.addEventListener('change', ({ matches }) => turn(matches));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the page is being put on paper: in the light scheme, for a sheet instead of the window. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => printing);
