import { WHOLE } from './once-visible.tsx';

/** How long the browser's dialog is held back for what is still on its way. */
const PATIENCE_MS = 10_000;

/** The browser's print of the page, which is also its way to a PDF: asked for once all of the page is drawn. */
export async function printPage(): Promise<void> {
  dispatchEvent(new Event(WHOLE));
  const until = Date.now() + PATIENCE_MS;
  do await new Promise((go) => setTimeout(go, 50));
  while (document.querySelector('main .skeleton') && Date.now() < until);
  print();
}
