import { type BrowserContext, type BrowserContextOptions, type Page, request } from 'playwright-core';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import type { OidcOptions, Role } from '../../src/auth/index.ts';
import type { Catalogue } from '../../src/catalogue/index.ts';
import { listen } from '../../src/cli/listen.ts';
import type { SampleView } from '../../src/http/services.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { sharedBrowser } from './chromium.ts';
import { createContexts } from './contexts.ts';
import { watchTraffic } from './traffic.ts';

export interface PanelOptions {
  /** Where it is mounted. Default `/`. */
  basePath?: string;
  timezone?: string;
  /** Default: the default catalogue. */
  catalogue?: Catalogue;
  sample?: SampleView;
  publicUrl?: string;
  oidc?: OidcOptions;
  /** The server's clock, in milliseconds since 1970. Default the real one. */
  now?: () => number;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Default `admin`. */
  role?: Role;
  /** E-mail of somebody who has chosen nothing yet. Default: one of the role, who chose the server's time zone. */
  who?: string;
  /** The page's timers can be run ahead with `page.clock`. */
  timed?: boolean;
}

export interface Panel {
  readonly analytics: Installation;
  /** Where it keeps everything. */
  readonly database: TestDatabase;
  /** Address of the panel with a slash at its end: `http://127.0.0.1:1234/admin/`. */
  readonly url: string;
  /** What no page may do: errors in the console, violations of the policy, requests to other origins. */
  readonly problems: string[];
  /**
   * A page of a signed-in operator, at a view such as `usage?period=7days`. It closes when the test that opened
   * it ends; what a whole file shares is opened in `beforeAll`.
   */
  open(view: string, options?: OpenOptions): Promise<Page>;
  /** The same page, at nothing yet. */
  signedIn(options?: OpenOptions): Promise<Page>;
  /** A page of nobody, at nothing. */
  anonymous(): Promise<Page>;
  /** A sign-in link that was never used. */
  link(role?: Role): Promise<string>;
  close(): Promise<void>;
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * The built panel (of `PANEL_DIR`, else of dist/dashboard), served by the real server over a real database, in a real
 * browser.
 */
export async function startPanel(options: PanelOptions = {}): Promise<Panel> {
  const { timezone = 'UTC', catalogue } = options;
  const database = await testDatabase({ timezone, ...(catalogue && { catalogue }) });
  const analytics = await openInstallation({
    databaseUrl: database.url,
    panelDir: process.env.PANEL_DIR,
    ...options,
  });
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${server.port}`;
  const url = `${origin}${options.basePath ?? ''}/admin/`;
  const problems: string[] = [];
  const contexts = createContexts(await sharedBrowser(), origin);
  const states = new Map<string, State>();

  async function link(role: Role = 'admin'): Promise<string> {
    const { operators } = analytics.auth;
    const operator = await operators.save(`${role}@example.com`, role);
    return `${url}sign-in#token=${await operators.newLink(operator.id)}`;
  }

  async function pageOf(contextOptions: BrowserContextOptions, state?: State): Promise<Page> {
    const page = await contexts.page(contextOptions, state);
    watch(page, origin, problems);
    return page;
  }

  /** What a browser keeps of an operator who came by a link. */
  async function signIn(role: Role, who?: string): Promise<State> {
    const { operators, preferences } = analytics.auth;
    const { id } = await operators.save(who ?? `${role}@example.com`, role);
    // Whatever zone the machine is in.
    if (!who) await preferences.change(`operator:${id}`, { timezone });
    const token = await operators.newLink(id);
    const client = await request.newContext();
    await client.post(new URL('../api/auth/link', url).href, { data: { token }, failOnStatusCode: true });
    const { cookies, origins } = await client.storageState();
    await client.dispose();
    // Chromium itself keeps the machine's time, by which they may be over.
    return { cookies: cookies.map((cookie) => ({ ...cookie, expires: -1 })), origins };
  }

  async function signedIn({ role = 'admin', who, timed, ...rest }: OpenOptions = {}): Promise<Page> {
    const state = states.get(who ?? role) ?? (await signIn(role, who));
    states.set(who ?? role, state);
    const page = await pageOf(rest, state);
    if (timed) await page.clock.install();
    return page;
  }

  async function open(view: string, options?: OpenOptions): Promise<Page> {
    const page = await signedIn(options);
    await page.goto(url + view);
    return page;
  }

  return {
    analytics: analytics as unknown as Installation,
    database,
    url,
    problems,
    link,
    open,
    signedIn,
    anonymous: () => pageOf({}),
    async close() {
      await contexts.close();
      await server.close(1_000);
      await analytics.close();
      await database.drop();
    },
  };
}

function watch(page: Page, origin: string, problems: string[]): void {
  watchTraffic(page);
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is what some tests are about; the page's answer to it is what counts.
    const refused = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text());
  });
  page.on('request', (asked) => {
    if (!asked.url().startsWith(`${origin}/`)) problems.push(`left the origin: ${asked.url()}`);
  });
}
