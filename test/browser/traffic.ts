import type { Page, Request } from 'playwright-core';

interface Traffic {
  readonly under: Set<Request>;
  started: number;
  /** Called as soon as nothing is under way. */
  readonly waiting: Set<() => void>;
}

const traffics = new WeakMap<Page, Traffic>();

/** Follows what a page asks for, from before its first address on. */
export function watchTraffic(page: Page): void {
  const traffic: Traffic = { under: new Set(), started: 0, waiting: new Set() };
  traffics.set(page, traffic);
  const ended = (request: Request) => {
    traffic.under.delete(request);
    if (traffic.under.size > 0) return;
    for (const go of traffic.waiting) go();
    traffic.waiting.clear();
  };
  page.on('request', (request) => {
    traffic.started++;
    traffic.under.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  // What stays open to tell news never ends.
  page.on('response', (response) => {
    if (/^text\/event-stream/.test(response.headers()['content-type'] ?? '')) ended(response.request());
  });
}

/**
 * Until a page rests: nothing asked for and nothing left to do, twice in a row. A stream of news, and what a
 * page asks for later of its own accord, do not count.
 */
export async function quiet(page: Page): Promise<void> {
  const traffic = traffics.get(page);
  if (!traffic) return page.waitForLoadState('networkidle');
  for (let rested = 0; rested < 2; ) {
    if (traffic.under.size > 0) await new Promise<void>((go) => traffic.waiting.add(go));
    const { started } = traffic;
    await page.evaluate(
      () =>
        new Promise((go) => {
          requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(go)), { timeout: 500 });
          // A window that was just resized may be given no frame until something else asks for one.
          setTimeout(go, 1_000);
        }),
    );
    rested = traffic.started === started && traffic.under.size === 0 ? rested + 1 : 0;
  }
}
