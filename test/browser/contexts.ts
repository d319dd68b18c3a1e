import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { AHEAD, setClock } from './clock.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
/** What each page can be told; all else is of its context. */
type PageOptions = Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'reducedMotion'>;

interface Kept {
  readonly context: BrowserContext;
  readonly key: string;
  /** A test changed what can not be changed back. */
  spoilt: boolean;
}

/** Methods after which a context is no more as it was made. */
const LASTING = [
  'addInitScript',
  'exposeBinding',
  'exposeFunction',
  'grantPermissions',
  'route',
  'routeWebSocket',
  'setExtraHTTPHeaders',
  'setGeolocation',
  'setOffline',
] as const;

const VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy violated: ' + event.effectiveDirective + ' by ' + event.blockedURI))`;

/**
 * Contexts that are handed on from test to test: whoever gets one finds it without cookies, storage and
 * pages, yet with the panel's files in its cache, as an operator has them who comes back.
 */
export function createContexts(browser: Browser, origin: string) {
  const free: Kept[] = [];
  const all = new Set<BrowserContext>();

  async function make(options: BrowserContextOptions, key: string): Promise<Kept> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    // As long as `expect.poll` waits.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(VIOLATIONS);
    await context.addInitScript(setClock, { ahead: AHEAD });
    all.add(context);
    const kept = { context, key, spoilt: false };
    context.on('close', () => {
      kept.spoilt = true;
      all.delete(context);
    });
    const spoil = <T extends object>(target: T, names: readonly (keyof T)[]) => {
      for (const name of names) {
        const method = (target[name] as (...args: unknown[]) => unknown).bind(target);
        target[name] = ((...args: unknown[]) => {
          kept.spoilt = true;
          return method(...args);
        }) as T[keyof T];
      }
    };
    spoil(context, LASTING);
    spoil(context.clock, ['install', 'pauseAt', 'setFixedTime', 'setSystemTime']);
    return kept;
  }

  async function giveBack(kept: Kept): Promise<void> {
    if (kept.spoilt) return void (await kept.context.close().catch(() => undefined));
    await Promise.all(kept.context.pages().map((page) => page.close()));
    free.push(kept);
  }

  return {
    /** A page in a context of its own until the test ends; outside of tests until all is closed. */
    async page(options: BrowserContextOptions, state?: State): Promise<Page> {
      const { viewport, colorScheme, reducedMotion, ...rest } = options;
      const key = JSON.stringify(rest);
      const at = free.findIndex((kept) => kept.key === key);
      const kept = at >= 0 ? free.splice(at, 1)[0]! : await make(rest, key);
      const { context } = kept;
      if (inTest()) onTestFinished(() => giveBack(kept));
      const page = await context.newPage();
      if (at >= 0) await clear(page, origin);
      if (state) await context.addCookies(state.cookies);
      await dress(page, { viewport, colorScheme, reducedMotion });
      return page;
    },
    async close(): Promise<void> {
      await Promise.all([...all].map((context) => context.close()));
    },
  };
}

async function clear(page: Page, origin: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' });
  await session.detach();
  await page.context().clearCookies();
}

async function dress(page: Page, { viewport, colorScheme, reducedMotion }: PageOptions): Promise<void> {
  if (viewport) await page.setViewportSize(viewport);
  if (colorScheme || reducedMotion)
    await page.emulateMedia({ colorScheme: colorScheme ?? null, reducedMotion: reducedMotion ?? null });
}

function inTest(): boolean {
  return TestRunner.getCurrentTest() !== undefined;
}
