import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
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
  /** A session of our own with a page: one of a test's would spoil it. */
  session(page: Page): Promise<CDPSession>;
  /** Of the last test, at nothing: a window and a process that needn't be made again. */
  page: Page | undefined;
}

/** Methods after which a context is no more as it was made. */
const LASTING = [
  'addInitScript',
  'exposeBinding',
  'exposeFunction',
  'grantPermissions',
  'newCDPSession',
  'route',
  'routeWebSocket',
  'setExtraHTTPHeaders',
  'setGeolocation',
  'setOffline',
] as const;

/** The same of a page. */
const LASTING_OF_PAGE = [
  'addInitScript',
  'exposeBinding',
  'exposeFunction',
  'route',
  'routeFromHAR',
  'routeWebSocket',
  'setDefaultNavigationTimeout',
  'setDefaultTimeout',
  'setExtraHTTPHeaders',
] as const;

/** What somebody may listen for on a page. */
const EVENTS = [
  'console',
  'dialog',
  'domcontentloaded',
  'download',
  'framenavigated',
  'load',
  'pageerror',
  'popup',
  'request',
  'requestfailed',
  'requestfinished',
  'response',
  'websocket',
];

const DESK = { width: 1440, height: 900 };

const VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy violated: ' + event.effectiveDirective + ' by ' + event.blockedURI))`;

/**
 * Contexts that are handed on from test to test, each with a page: whoever gets one finds it without cookies, storage
 * and history, yet with the panel's files in its cache, as an operator has them who comes back.
 */
export function createContexts(browser: Browser, origin: string) {
  const free: Kept[] = [];
  const all = new Set<BrowserContext>();

  async function make(options: BrowserContextOptions, key: string): Promise<Kept> {
    const context = await browser.newContext({ viewport: DESK, ...options });
    // As long as `expect.poll` waits.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(VIOLATIONS);
    await context.addInitScript(setClock, { ahead: AHEAD });
    all.add(context);
    const session = context.newCDPSession.bind(context);
    const kept: Kept = { context, key, spoilt: false, session, page: undefined };
    const spoil = () => {
      kept.spoilt = true;
    };
    context.on('close', () => {
      spoil();
      all.delete(context);
    });
    watchCalls(context, LASTING, spoil);
    watchCalls(context.clock, ['install', 'pauseAt', 'setFixedTime', 'setSystemTime'], spoil);
    return kept;
  }

  async function giveBack(kept: Kept): Promise<void> {
    if (kept.spoilt) return void (await kept.context.close().catch(() => undefined));
    const page = kept.page && (await emptied(kept.page, origin));
    const others = kept.context.pages().filter((each) => each !== page);
    await Promise.all(others.map((each) => each.close()));
    kept.page = page;
    free.push(kept);
  }

  async function newPage(kept: Kept): Promise<Page> {
    const page = await kept.context.newPage();
    kept.page = page;
    watchCalls(page, LASTING_OF_PAGE, () => {
      kept.page = undefined;
    });
    return page;
  }

  return {
    /** A page in a context of its own until the test ends; outside of tests until all is closed. */
    async page(options: BrowserContextOptions, state?: State): Promise<Page> {
      const { viewport, colorScheme, reducedMotion, ...rest } = options;
      const key = JSON.stringify(rest);
      const at = free.findIndex((each) => each.key === key);
      const kept = at >= 0 ? free.splice(at, 1)[0]! : await make(rest, key);
      if (inTest()) onTestFinished(() => giveBack(kept));
      const page = kept.page ?? (await newPage(kept));
      if (at >= 0) await clear(await kept.session(page), origin);
      await kept.context.clearCookies();
      if (state) await kept.context.addCookies(state.cookies);
      await dress(page, { viewport, colorScheme, reducedMotion });
      return page;
    },
    async close(): Promise<void> {
      await Promise.all([...all].map((context) => context.close()));
    },
  };
}

function watchCalls<T extends object>(target: T, names: readonly (keyof T)[], called: () => void): void {
  for (const name of names) {
    const method = (target[name] as (...args: unknown[]) => unknown).bind(target);
    target[name] = ((...args: unknown[]) => {
      called();
      return method(...args);
    }) as T[keyof T];
  }
}

/** The page as it was when it was made, for the next test; nothing where it's closed, or somewhere else. */
async function emptied(page: Page, origin: string): Promise<Page | undefined> {
  for (const event of EVENTS) page.removeAllListeners(event);
  if (page.isClosed() || !page.url().startsWith(`${origin}/`)) return;
  try {
    await page.evaluate(() => sessionStorage.clear());
    await page.mouse.move(0, 0);
    // Where nothing is, but of the same origin: another would take another process.
    await page.goto(`${origin}/nothing`);
    return page;
  } catch {
    return;
  }
}

async function clear(session: CDPSession, origin: string): Promise<void> {
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' });
  await session.send('Page.resetNavigationHistory');
  await session.detach();
}

async function dress(page: Page, { viewport, colorScheme, reducedMotion }: PageOptions): Promise<void> {
  await page.setViewportSize(viewport ?? DESK);
  await page.emulateMedia({
    media: null,
    forcedColors: 'none',
    contrast: 'no-preference',
    colorScheme: colorScheme ?? 'light',
    reducedMotion: reducedMotion ?? 'no-preference',
  });
}

function inTest(): boolean {
  return TestRunner.getCurrentTest() !== undefined;
}
