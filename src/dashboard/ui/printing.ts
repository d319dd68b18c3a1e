import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** How long the browser's dialog is held back for what is still on its way. */
const PATIENCE_MS = 10_000;
const root = document.documentElement;
const paper = matchMedia('print');
const listeners = new Set<() => void>();
let printing = paper.matches;
let whole = printing;

/** At once: a browser pictures the page as soon as its event has been told. */
function tell(): void {
  root.toggleAttribute('data-paper', printing);
  flushSync(() => {
    for (const listener of listeners) listener();
  });
}

function turn(to: boolean): void {
  if (printing === to) return;
  printing = to;
  whole ||= to;
  tell();
}
addEventListener('beforeprint', () => turn(true));
addEventListener('afterprint', () => turn(false));
paper.addEventListener('change', ({ matches }) => turn(matches));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the page is being put on paper: in the light scheme, for a sheet instead of the window. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => printing);

/** Whether what waits until it is looked at is wanted all the same: from the first print on. */
export const useWhole = (): boolean => useSyncExternalStore(subscribe, () => whole);

/** The browser's print of the page, which is also its way to a PDF: asked for once all of the page is drawn. */
export async function printPage(): Promise<void> {
  whole = true;
  tell();
  const until = Date.now() + PATIENCE_MS;
  while (document.querySelector('main .skeleton') && Date.now() < until)
    await new Promise((go) => setTimeout(go, 50));
  print();
}
