import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { type Analytics, createAnalytics } from '../../src/analytics.ts';
import type { OidcOptions, Role } from '../../src/auth/index.ts';
import { listen } from '../../src/cli/listen.ts';
import type { SampleView } from '../../src/http/handler.ts';
import { testDatabase } from '../support/index.ts';

/** Nothing of the browser's own traffic, and no need for a sandbox or a graphics card. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface PanelOptions {
  /** Where it is mounted. Default `/`. */
  basePath?: string;
  timezone?: string;
  sample?: SampleView;
  publicUrl?: string;
  oidc?: OidcOptions;
}

export interface Panel {
  readonly analytics: Analytics;
  /** Address of the panel with a slash at its end: `http://127.0.0.1:1234/admin/`. */
  readonly url: string;
  /** What no page may do: errors in the console, violations of the policy, requests to other origins. */
  readonly problems: string[];
  /** A page of a signed-in operator, at a view such as `usage?period=7days`. */
  open(view: string, options?: BrowserContextOptions & { role?: Role }): Promise<Page>;
  /** A page of nobody, at nothing. */
  anonymous(): Promise<Page>;
  /** A sign-in link that was never used. */
  link(role?: Role): Promise<string>;
  close(): Promise<void>;
}

/** The built panel, served by the real server over a real database, in a real browser. */
export async function startPanel(options: PanelOptions = {}): Promise<Panel> {
  const database = await testDatabase({ timezone: options.timezone ?? 'UTC' });
  const analytics = await createAnalytics({ databaseUrl: database.url, ...options });
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const browser = await launch();
  const origin = `http://127.0.0.1:${server.port}`;
  const url = `${origin}${options.basePath ?? ''}/admin/`;
  const problems: string[] = [];
  const signedIn = new Map<Role, Awaited<ReturnType<BrowserContext['storageState']>>>();

  async function link(role: Role = 'admin'): Promise<string> {
    const { operators } = analytics.auth;
    const operator = await operators.save(`${role}@example.com`, role);
    return `${url}sign-in#token=${await operators.newLink(operator.id)}`;
  }

  async function pageOf(contextOptions: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
    const page = await context.newPage();
    watch(page, origin, problems);
    return page;
  }

  async function open(
    view: string,
    { role = 'admin', ...rest }: BrowserContextOptions & { role?: Role } = {},
  ) {
    let storageState = signedIn.get(role);
    if (!storageState) {
      const page = await pageOf({});
      await page.goto(await link(role));
      await page.getByRole('navigation', { name: 'Views' }).waitFor();
      storageState = await page.context().storageState();
      signedIn.set(role, storageState);
      await page.context().close();
    }
    const page = await pageOf({ storageState, ...rest });
    await page.goto(url + view);
    return page;
  }

  return {
    analytics,
    url,
    problems,
    link,
    open,
    anonymous: () => pageOf({}),
    async close() {
      await browser.close();
      await server.close(1_000);
      await analytics.close();
      await database.drop();
    },
  };
}

async function launch(): Promise<Browser> {
  // In a variable, since a script without types can not be imported by name.
  const finder = '../../scripts/lib/chromium.mjs';
  const { findChromium } = (await import(finder)) as { findChromium(): Promise<string> };
  return chromium.launch({ executablePath: await findChromium(), args: ARGUMENTS });
}

function watch(page: Page, origin: string, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is what some tests are about; the page's answer to it is what counts.
    const refused = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) problems.push(`left the origin: ${request.url()}`);
  });
}
