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

export interface HostPageOptions extends BrowserContextOptions {
  /** The page's language. Default `en`. */
  readonly lang?: string;
  /** Rules of the host's own sheet. */
  readonly css?: string;
  /** The role of who is signed in at the host; null for nobody. Default `admin`. */
  readonly as?: 'admin' | 'viewer' | null;
}

export interface Host {
  readonly analytics: Installation;
  /** Where analytics is mounted, with a slash at its end. */
  readonly mount: string;
  /** Errors, violations of the policy, requests that left the origin. */
  readonly problems: string[];
  /** The host's own admin page with these parts on it, once they are drawn. */
  open(parts: string, options?: HostPageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** An app with a sign-in and an admin page of its own, which analytics lives in. */
export async function startHost(timezone = 'UTC'): Promise<Host> {
  const database = await testDatabase({ timezone });
  const roleOf = (request: Request) =>
    /host_session=(admin|viewer)/.exec(request.headers.get('cookie') ?? '')?.[1];
  const analytics = await openInstallation({
    databaseUrl: database.url,
    panelDir: process.env.PANEL_DIR,
    basePath: '/admin/analytics',
    frameAncestors: ['self'],
    authorize: (request) => {
      const role = roleOf(request) as 'admin' | 'viewer' | undefined;
      return role ? { id: `host-${role}`, email: `${role}@host.example`, role } : null;
    },
  });
  const pages = new Map<string, { html: string; css: string }>();
  const server = await listen(
    async (request, info) => {
      const { pathname } = new URL(request.url);
      const [, kind = '', id = ''] = /^\/(page|sheet)\/(\d+)/.exec(pathname) ?? [];
      const page = pages.get(id);
      if (!page) return analytics.fetch(request, info);
      const type = kind === 'page' ? 'text/html' : 'text/css';
      return new Response(kind === 'page' ? page.html : page.css, {
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
    async open(parts, { lang = 'en', css = '', as = 'admin', ...options } = {}) {
      const id = String(pages.size);
      pages.set(id, {
        css: `:root { color-scheme: light dark } body { margin: 1rem; font-family: sans-serif } main { display: grid; gap: 1rem } ${css}`,
        html: `<!doctype html><html lang="${lang}"><title>Host</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/sheet/${id}"><script type="module" src="/admin/analytics/parts.js"></script><main><h1>Host</h1>${parts}</main>`,
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
