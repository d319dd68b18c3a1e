const KEY = 'joip-analytics.reloaded';
/** Shorter than this, a second reload wouldn't find what the first one didn't. */
const AGAIN_MS = 20_000;

/**
 * A file of the panel that is gone was there before an upgrade: the page is loaded anew, once, with the files of
 * now. Where the server can't be reached at all, what is on screen stays.
 */
export function renewCode(): void {
  addEventListener('vite:preloadError', () => {
    if (Date.now() - Number(sessionStorage.getItem(KEY)) < AGAIN_MS) return;
    const answer = fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    void answer.then(
      ({ ok }) => {
        if (!ok) return;
        sessionStorage.setItem(KEY, String(Date.now()));
        location.reload();
      },
      () => undefined,
    );
  });
}
