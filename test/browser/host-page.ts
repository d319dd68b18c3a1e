import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { listen } from '../../src/cli/listen.ts';
import { testDatabase } from '../support/index.ts';
import { sharedBrowser } from './chromium.ts';
import { createContexts } from './contexts.ts';
import { quiet, watchTraffic } from './traffic.ts';

/** As strict as a policy can be that loads scripts of its own origin at all. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const TYPES = { page: 'text/html', sheet: 'text/css', script: 'text/javascript' } as const;
const SIGN_IN =
  '<!doctype html><html lang="en"><title>Host</title><main><h1>The sign-in of the host</h1></main>';

export interface HostPageOptions extends BrowserContextOptions {
  /** The page's language. Default `en`. */
  readonly lang?: string;
  /** Rules of the host's own sheet. */
  readonly css?: string;
  /** A script of the host's that runs before the parts are loaded. */
  readonly script?: string;
  /** The role of who is signed in at the host; null for nobody. Default `admin`. */
  readonly as?: 'admin' | 'viewer' | null;
}

export interface Host {
  readonly analytics: Installation;
  /** Where analytics is mounted, with a slash at its end. */
  readonly mount: string;
  /** From now on nobody is signed in at the host. */
  endSessions(): void;
  /** Errors, violations of the policy, requests that left the origin. */
  readonly problems: string[];
  /** The host's own admin page with these parts on it, once they are drawn. */
  open(parts: string, options?: HostPageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** An app with a sign-in and an admin page of its own, which analytics lives in. It knows people by a cookie, or by a token. */
export async function startHost(timezone = 'UTC'): Promise<Host> {
  const database = await testDatabase({ timezone });
  let ended = false;
  const roleOf = ({ headers }: Request) => {
    const told = `${headers.get('cookie')} ${headers.get('authorization')}`;
    return ended ? undefined : /(?:host_session=|Bearer )(admin|viewer)/.exec(told)?.[1];
  };
  const analytics = await openInstallation({
    databaseUrl: database.url,
    panelDir: process.env.PANEL_DIR,
    basePath: '/admin/analytics',
    frameAncestors: ['self'],
    signInUrl: (path) => `/sign-in?next=${encodeURIComponent(path)}`,
    authorize: (request) => {
      const role = roleOf(request) as 'admin' | 'viewer' | undefined;
      return role ? { id: `host-${role}`, email: `${role}@host.example`, role } : null;
    },
  });
  const pages = new Map<string, Record<'page' | 'sheet' | 'script', string>>();
  const server = await listen(
    async (request, info) => {
      const { pathname } = new URL(request.url);
      const [, kind = 'page', id = ''] = /^\/(page|sheet|script)\/(\d+)/.exec(pathname) ?? [];
      const text = pathname === '/sign-in' ? SIGN_IN : pages.get(id)?.[kind as keyof typeof TYPES];
      if (text === undefined) return analytics.fetch(request, info);
      const type = TYPES[kind as keyof typeof TYPES];
      return new Response(text, {
        headers: { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY },
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
  const origin = `http://127.0.0.1:${server.port}`;
  const contexts = createContexts(await sharedBrowser(), origin);
  const problems: string[] = [];

  return {
    analytics: analytics as Installation,
    mount: `${origin}/admin/analytics/`,
    problems,
    endSessions() {
      ended = true;
    },
    async open(parts, { lang = 'en', css = '', script = '', as = 'admin', ...options } = {}) {
      const id = String(pages.size);
      pages.set(id, {
        script,
        sheet: `:root { color-scheme: light dark } body { margin: 1rem; font-family: sans-serif } main { display: grid; gap: 1rem } ${css}`,
        page: `<!doctype html><html lang="${lang}"><title>Host</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/sheet/${id}"><script src="/script/${id}"></script><script type="module" src="/admin/analytics/parts.js"></script><main><h1>Host</h1>${parts}</main>`,
      });
      const page = await contexts.page(options);
      if (as) await page.context().addCookies([{ name: 'host_session', value: as, url: origin }]);
      watchTraffic(page);
      page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          problems.push(message.text());
      });
      page.on('request', (asked) => {
        if (!asked.url().startsWith(`${origin}/`)) problems.push(`left the origin: ${asked.url()}`);
      });
      await page.goto(`${origin}/page/${id}`);
      await drawn(page);
      return page;
    },
    async close() {
      await contexts.close();
      await server.close(1_000);
      await analytics.close();
      await database.drop();
    },
  };
}

/** Once every part shows what its attributes ask for. */
export async function drawn(page: Page): Promise<void> {
  await quiet(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('*')]
      .filter((each) => each.localName.startsWith('joip-'))
      .every((each) => each.shadowRoot?.querySelector('.card:not([aria-busy=true])')),
  );
}
